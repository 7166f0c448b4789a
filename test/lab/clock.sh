# Words for worlds with a clock, and with daemons that keep it. Read by steps.sh.

# clock_machine: $WORLD/root becomes a machine without a container round it and without anything that keeps its clock, on
# a network of its own. What the kernel says of the clock is recorded, so that it is the same wherever the lab runs, and
# no daemon here may set one.
clock_machine() {
  mkdir -p root/proc/1 root/proc/self root/proc/sys/kernel root/run/systemd
  echo systemd >root/proc/1/comm
  echo 6.1.0-42-amd64 >root/proc/sys/kernel/osrelease
  echo '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw' >root/proc/self/mountinfo
  mount -t tmpfs -o mode=755 none /run
  mkdir -m 0750 /run/chrony
  : >net
  unshare --net="$WORLD/net" sh -ec 'ip link set lo up; for host in 1 2; do ip addr add 192.0.2.$host/32 dev lo; done'
  kernel_clock no
  only_programs true
  ln -s /var/cache/footing-lab/chrony/usr/bin/chronyc bin/chronyc
}

# kernel_clock YES|NO: what timedatectl says of the kernel's mark, as systemd 255 prints it.
kernel_clock() {
  {
    echo 'case $* in status) ;; timesync-status) echo "Failed to query server: no such unit" >&2; exit 1 ;; esac'
    echo "printf '%s\\n' '               Local time: Sat 2026-11-21 12:00:00 UTC' 'System clock synchronized: $1' '              NTP service: active'"
  } | program timedatectl
}

# at_clock COMMAND: on that machine's network, with its programs first.
at_clock() {
  nsenter --net="$WORLD/net" -- env PATH="$WORLD/bin:$PATH" "$@"
}

# powerless COMMAND: on that network, without the right to set a clock, behind us.
powerless() {
  nsenter --net="$WORLD/net" -- setpriv --bounding-set=-sys_time -- "$@" >>"$WORLD/log" 2>&1 &
}

# keeps_clock COMMAND: what keeps the clock of that machine, and is one of its processes.
keeps_clock() {
  powerless "$@"
  echo $! >"$WORLD/keeper"
  mkdir "$WORLD/root/proc/$!"
  until [ "$(cat "/proc/$!/comm")" = "$(basename "$1" | cut -c 1-15)" ]; do sleep 0.02; done
  mount --bind "/proc/$!" "$WORLD/root/proc/$!"
}

# chronyd_keeps LINE…: chronyd, configured by these lines, with our own time server at 192.0.2.2.
chronyd_keeps() {
  printf '%s\n' "$@" port\ 0 "pidfile $WORLD/chronyd.pid" >chrony.conf
  keeps_clock /var/cache/footing-lab/chrony/usr/sbin/chronyd -d -x -u root -f "$WORLD/chrony.conf"
}

# time_server: gives the time at 192.0.2.2, to whom that is a good source.
time_server() {
  printf '%s\n' 'local stratum 3' 'bindaddress 192.0.2.2' allow 'cmdport 0' 'bindcmdaddress /' "pidfile $WORLD/server.pid" >server.conf
  powerless /var/cache/footing-lab/chrony/usr/sbin/chronyd -4 -d -x -u root -f "$WORLD/server.conf"
}

# ntpsec_keeps LINE…: NTPsec's ntpd, configured by these lines, and its ntpq.
ntpsec_keeps() {
  echo 0.000 >drift
  printf '%s\n' 'disable kernel' 'interface ignore wildcard' 'interface listen 127.0.0.1' 'interface listen 192.0.2.1' \
    'restrict default' 'restrict 127.0.0.1' 'tos minclock 1 minsane 1' "driftfile $WORLD/drift" "$@" >ntp.conf
  ntp_python=/var/cache/footing-lab/python3-ntp/usr/lib
  ntp_library=$(find "$ntp_python" -name 'libntpc.so*' -exec dirname {} + | head -n 1)
  program ntpq <<END
PYTHONPATH=$ntp_python/python3/dist-packages LD_LIBRARY_PATH=$ntp_library exec /usr/bin/python3 /var/cache/footing-lab/ntpsec/usr/bin/ntpq "\$@"
END
  keeps_clock /var/cache/footing-lab/ntpsec/usr/sbin/ntpd -n -g -c "$WORLD/ntp.conf"
}

# openntpd_keeps: OpenBSD's ntpd with our own time server, and its ntpctl.
openntpd_keeps() {
  mkdir -p etc && cp -p /etc/passwd /etc/group etc/
  echo 'ntpd:x:65531:65531::/run/openntpd:/bin/false' >>etc/passwd
  echo 'ntpd:x:65531:' >>etc/group
  mount --bind etc/passwd /etc/passwd && mount --bind etc/group /etc/group
  mkdir -p /run/openntpd && mount -t tmpfs none /var/lib && mkdir -p /var/lib/openntpd/run /var/lib/openntpd/db
  echo 'server 192.0.2.2' >openntpd.conf
  ln -s /var/cache/footing-lab/openntpd/usr/sbin/ntpctl bin/ntpctl
  keeps_clock /var/cache/footing-lab/openntpd/usr/sbin/ntpd -d -f "$WORLD/openntpd.conf"
}
