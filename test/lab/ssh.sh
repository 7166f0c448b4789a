# Words for worlds with other hosts: each is a real sshd on an address of its own, in a network of this world's own (see
# `network`). Footing and witnesses enter that network by `enter: from_here`. Read by steps.sh.

# ssh_world: who is known here, in this world alone: root, whose home is $WORLD/home with a key and settings for ssh, and
# a network in which hosts can stand. `far_user` and `far_host` add to it.
ssh_world() {
  network
  own_run
  mkdir -p /run/sshd "$WORLD/etc" "$WORLD/home/.ssh" "$WORLD/hosts" "$WORLD/people"
  chmod 0700 "$WORLD/home/.ssh"
  for account in passwd shadow group; do cp -p "/etc/$account" "$WORLD/etc/"; done
  sed -i "s|^root:.*|root:x:0:0:root:$WORLD/home:/bin/sh|" "$WORLD/etc/passwd"
  grep -q '^sshd:' "$WORLD/etc/passwd" || echo 'sshd:x:65532:65534::/run/sshd:/usr/sbin/nologin' >>"$WORLD/etc/passwd"
  printf '%s\n' 'root ALL=(ALL:ALL) ALL' >"$WORLD/etc/sudoers"
  chmod 0440 "$WORLD/etc/sudoers"
  for account in passwd shadow group; do mount --bind "$WORLD/etc/$account" "/etc/$account"; done
  [ ! -e /etc/sudoers ] || mount --bind "$WORLD/etc/sudoers" /etc/sudoers
  ssh-keygen -q -t ed25519 -N '' -C lab -f "$WORLD/home/.ssh/id_ed25519"
  : >"$WORLD/home/.ssh/known_hosts"
  echo 'exec ssh -o BatchMode=yes 127.0.0.2 "$@"' | program far
  ssh_setting 'Host *' '  HashKnownHosts no' '  User far'
}

# ssh_setting LINE…: lines of the settings of ssh of whoever runs Footing. What stands first counts, so they go in front.
ssh_setting() {
  touch "$WORLD/home/.ssh/config"
  { printf '%s\n' "$@" && cat "$WORLD/home/.ssh/config"; } >"$WORLD/home/.ssh/config.new"
  mv "$WORLD/home/.ssh/config.new" "$WORLD/home/.ssh/config"
}

# far_user NAME SHELL [START-FILE]: a user of all hosts, who takes the key of this world. What comes on standard input, if
# START-FILE is given, is the shell's start-up file.
far_user() {
  far_number=$((65000 + $(wc -l <"$WORLD/etc/passwd")))
  far_home=$WORLD/people/$1
  mkdir -p "$far_home/.ssh"
  echo "$1:x:$far_number:65533::$far_home:$2" >>"$WORLD/etc/passwd"
  # One that is locked (`!`) may not log in where PAM is not asked.
  echo "$1:*:19000:0:99999:7:::" >>"$WORLD/etc/shadow"
  cp "$WORLD/home/.ssh/id_ed25519.pub" "$far_home/.ssh/authorized_keys"
  [ $# -lt 3 ] || { mkdir -p "$(dirname "$far_home/$3")" && cat >"$far_home/$3"; }
  chown -R "$far_number:65533" "$far_home"
}

# far_host ADDRESS [SETTING…]: an sshd that listens on port 22 of that address, with a key of its own, which is known.
# Settings are lines of sshd_config(5). FAR_PATH may be another PATH for its users, FAR_NETWORK another network than
# `own`. Waits until it listens.
far_host() {
  host_address=$1 host_at=$WORLD/hosts/$1
  shift
  mkdir -p "$host_at"
  [ -e "$host_at/key" ] || ssh-keygen -q -t ed25519 -N '' -C "$host_address" -f "$host_at/key"
  {
    printf '%s\n' "ListenAddress $host_address:22" "HostKey $host_at/key" "PidFile $host_at/pid" 'UsePAM no' \
      'StrictModes no' 'UseDNS no' "SetEnv PATH=${FAR_PATH:-$WORLD/far-bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin}" 'MaxStartups 200:30:300' 'LogLevel VERBOSE'
    printf '%s\n' "$@"
    echo 'Subsystem sftp internal-sftp'
  } >"$host_at/config"
  echo "$host_address $(cut -d' ' -f1,2 "$host_at/key.pub")" >>"$WORLD/home/.ssh/known_hosts"
  host_starts "$host_address"
}

# host_starts ADDRESS: starts the sshd that `far_host` described.
host_starts() {
  setsid nsenter --net="$WORLD/network-${FAR_NETWORK:-own}" -- /usr/sbin/sshd -D -f "$WORLD/hosts/$1/config" -E "$WORLD/hosts/$1/log" \
    </dev/null >"$WORLD/hosts/$1/said" 2>&1 &
  host_process=$!
  until in_network "${FAR_NETWORK:-own}" ss -Hltn "src $1 and sport = :22" | grep -q .; do
    [ -d "/proc/$host_process" ] || { cat "$WORLD/hosts/$1/said" "$WORLD/hosts/$1/log" >&2; return 1; }
    sleep 0.05
  done
}

# one_host SHELL [START-FILE]: the usual world: the user `far` with that login shell on the host 127.0.0.2.
one_host() {
  ssh_world
  far_user far "$@"
  far_host 127.0.0.2
}

# from_here COMMAND: the command runs where the hosts can be reached from, and knows `far`: what a person would type.
from_here() { in_network own env "PATH=$WORLD/bin:$PATH" "$@"; }

# forgets ADDRESS: whoever runs Footing does not know that host's key.
forgets() { sed -i "/^$1 /d" "$WORLD/home/.ssh/known_hosts"; }

# drops ADDRESS: what is sent to that host's sshd vanishes.
drops() {
  in_network own nft -f - <<RULES
table inet lab {
  chain arrives { type filter hook input priority 0; ip daddr $1 tcp dport 22 drop; }
}
RULES
}

# between_hosts ADDRESS HOST BYTES: what is sent to ADDRESS goes on to HOST. What comes from there comes at once for so
# many bytes, and after that one byte a second. HOST's key is known as that of ADDRESS.
between_hosts() {
  sed -n "s/^$2 /$1 /p" "$WORLD/home/.ssh/known_hosts" >"$WORLD/known" && cat "$WORLD/known" >>"$WORLD/home/.ssh/known_hosts"
  stands_between "$1:22" "$2:22" drip "$3"
}

# silent_host ADDRESS: somebody listens there who accepts, and says nothing.
silent_host() { stands_between "$1:22" nowhere silent; }

# stands_between ADDRESS:PORT THERE MODE [WORD…]: see between.ts.
stands_between() {
  setsid nsenter --net="$WORLD/network-own" -- "$WORLD/node" "${STEPS%/*}/between.ts" "$@" \
    </dev/null >>"$WORLD/between.log" 2>&1 &
  between_process=$!
  until in_network own ss -Hltn "src ${1%:*} and sport = :${1##*:}" | grep -q .; do
    [ -d "/proc/$between_process" ] || { cat "$WORLD/between.log" >&2; return 1; }
    sleep 0.05
  done
}

# far_program NAME: standard input becomes an executable script of that name, which all users of hosts find first.
far_program() {
  mkdir -p "$WORLD/far-bin"
  { echo '#!/bin/sh' && cat; } >"$WORLD/far-bin/$1"
  chmod 0755 "$WORLD/far-bin/$1"
}

# far_root SIZE [no-proc]: this machine's files at /mnt/far, to be the root of users of a host: nothing can be written
# there but to a /tmp of that size, and nobody sees more of this world.
far_root() {
  mount -t tmpfs -o mode=755 none /mnt
  mkdir /mnt/far
  mount --bind / /mnt/far
  mount -o remount,bind,ro /mnt/far
  [ "$2" = no-proc ] || mount --rbind /proc /mnt/far/proc
  [ "$2" = no-proc ] || mount --rbind /sys /mnt/far/sys
  mount --rbind /dev /mnt/far/dev
  mount -t tmpfs -o "size=$1,mode=1777" none /mnt/far/tmp
}

# busybox_root: a root of users of a host with nothing but busybox, and with what the kernel shows.
busybox_root() {
  mount -t tmpfs -o mode=755 none /mnt
  mkdir /mnt/far
  mount -t tmpfs -o mode=755 none /mnt/far
  for folder in bin etc proc sys dev tmp root; do mkdir -p "/mnt/far/$folder"; done
  cp -L "$(command -v busybox)" /mnt/far/bin/busybox
  chroot /mnt/far /bin/busybox --install /bin
  cp /etc/os-release /mnt/far/etc/os-release
  grep -E '^(root|far):' /etc/passwd >/mnt/far/etc/passwd
  for kernel in proc sys dev; do mount --rbind "/$kernel" "/mnt/far/$kernel"; done
  chmod 1777 /mnt/far/tmp
}

# loses_connection NAME WORDS: a program of that name, which says these words and then ends the connection over which it
# was started, as a broken network would.
loses_connection() {
  far_program "$1" <<PROGRAM
echo '$2'
above=\$\$
while read -r name <"/proc/\$above/comm" && [ "\$name" != sshd ]; do above=\$(sed 's/.*) . //; s/ .*//' "/proc/\$above/stat"); done
kill -9 "\$above"
sleep 1
exit 1
PROGRAM
}

# may_sudo LINE…: rules for sudo, in this world alone.
may_sudo() { printf '%s\n' 'root ALL=(ALL:ALL) ALL' "$@" >"$WORLD/etc/sudoers"; }

# may_root: root may log in on the hosts with this world's key.
may_root() { cp "$WORLD/home/.ssh/id_ed25519.pub" "$WORLD/home/.ssh/authorized_keys"; }

# host_ends ADDRESS: that host's sshd ends.
host_ends() {
  host_process=$(cat "$WORLD/hosts/$1/pid")
  kill "$host_process"
  while [ -d "/proc/$host_process" ]; do sleep 0.05; done
}

# stops_sessions: whoever is logged in on a host is held, so that its connection stands and nothing comes over it.
stops_sessions() {
  own=$(readlink /proc/self/ns/mnt)
  for folder in /proc/[0-9]*; do
    [ "$(readlink "$folder/ns/mnt" 2>/dev/null)" = "$own" ] || continue
    case $(tr '\000' ' ' <"$folder/cmdline" 2>/dev/null) in 'sshd: '*@*) kill -STOP "${folder#/proc/}" ;; esac
  done
}

# killed_while_it_runs_a_container: Footing is asked whether a container runs on 127.0.0.2, and is killed, with its ssh,
# when the container is there. Waits until nothing of what was made is there any more, as long as a probe may tidy up.
killed_while_it_runs_a_container() {
  printf 'footing: 1\nproduct: { id: own, name: Own }\nrequirements:\n  - { id: runs, level: must, docker: { run: true } }\n' >"$WORLD/own.yaml"
  setsid nsenter --net="$WORLD/network-own" -- "$WORLD/node" "$WORLD/footing/bin/footing.js" check "$WORLD/own.yaml" \
    --yes --on ssh://root@127.0.0.2 </dev/null >"$WORLD/killed.log" 2>&1 &
  footing_process=$!
  until docker ps -aq | grep -q .; do
    [ -d "/proc/$footing_process" ] || { cat "$WORLD/killed.log" >&2; return 1; }
    sleep 0.05
  done
  own=$(readlink /proc/self/ns/mnt)
  kill -9 "$footing_process"
  for folder in /proc/[0-9]*; do
    [ "$(readlink "$folder/ns/mnt" 2>/dev/null)" = "$own" ] || continue
    case $(tr '\000' ' ' <"$folder/cmdline" 2>/dev/null) in 'ssh -o BatchMode'*) kill -9 "${folder#/proc/}" 2>/dev/null ;; esac
  done
  tries=0
  while docker ps -aq | grep -q . || docker images -q | grep -q .; do
    tries=$((tries + 1))
    [ "$tries" -lt 400 ] || { docker ps -a >&2; return 1; }
    sleep 0.1
  done
}

# far_without PROGRAM…: a folder of all programs of this machine but these, for FAR_PATH.
far_without() {
  mkdir -p "$WORLD/far-without"
  for folder in /usr/local/bin /usr/bin /bin /usr/sbin /sbin; do ln -sf "$folder"/* "$WORLD/far-without/" 2>/dev/null || true; done
  for name; do rm -f "$WORLD/far-without/$name"; done
  FAR_PATH=$WORLD/far-without
}

# old_curl [FOLDER]: curl there says that it is 7.61, which shows no certificates, and does all else as it does.
old_curl() {
  mkdir -p "$WORLD/far-bin" "$WORLD/${1:-far-bin}"
  rm -f "$WORLD/${1:-far-bin}/curl"
  {
    echo '#!/bin/sh'
    echo 'case " $* " in *" --version "*) exec sh -c "/usr/bin/curl --version | sed 1s/7.88.1/7.61.1/" ;; esac'
    echo 'exec /usr/bin/curl "$@"'
  } >"$WORLD/${1:-far-bin}/curl"
  chmod 0755 "$WORLD/${1:-far-bin}/curl"
}

# far_environment NAME=VALUE…: what the environment of the user far holds, where sshd is told PermitUserEnvironment.
far_environment() {
  printf '%s\n' "$@" >"$WORLD/people/far/.ssh/environment"
  chown far "$WORLD/people/far/.ssh/environment"
}
