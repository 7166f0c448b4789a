# Words for worlds with networks of their own. Read by `sh` from steps.sh.

# network [NAME]: a network namespace with nothing but its loopback, in which every port is free. It goes with the mounts.
# Once it is there, it is left as it is.
network() {
  network_at=$WORLD/network-${1:-own}
  ! grep -q " $network_at " /proc/self/mountinfo || return 0
  : >"$network_at"
  unshare --net="$network_at" true
  nsenter --net="$network_at" ip link set lo up
}

# in_network NAME [as_user] COMMAND: the command runs in that network, as the user of as_user if that is said.
in_network() {
  network_at=$WORLD/network-$1
  shift
  if [ "$1" = as_user ]; then
    shift
    set -- setpriv --reuid 65533 --regid 65533 --clear-groups "$@"
  fi
  nsenter --net="$network_at" -- "$@"
}

# meets_neighbour THEIRS OURS: eth0 leads to another machine that has the address THEIRS of IPv6, and then is given OURS.
# Comes back when the kernel knows whether it may use it (RFC 4862, 5.4).
meets_neighbour() {
  network far
  card eth0
  in_network own ip link set dev eth0-far netns "$WORLD/network-far"
  in_network far ip link set dev eth0-far up
  in_network far ip addr add "$1/64" dev eth0-far nodad
  sleep 2
  in_network own ip addr add "$2/64" dev eth0
  while in_network own ip -6 addr show dev eth0 | grep -v dadfailed | grep -q tentative; do sleep 0.1; done
}

# listens NAME [as_user] ADDRESS PORT [ipv6Only]: somebody listens there, until the world ends. For `hold`.
listens() {
  listens_in=$1
  shift
  [ "$1" != as_user ] || { listens_as=$1 && shift; }
  in_network "$listens_in" ${listens_as:-} "$WORLD/node" -e '
    const [host, port, only] = process.argv.slice(1);
    require("node:net").createServer().listen({ host, port: Number(port), ipv6Only: only === "ipv6Only" });
  ' "$@" &
  until in_network "$listens_in" ss -Hltn "sport = :$2" | grep -q .; do sleep 0.05; done
}

# card NAME [ADDRESS/LENGTH [OPTION…]]: an interface of the world's own network, with that address as ip-address(8) has it.
card() {
  card_name=$1
  shift
  in_network own ip link show dev "$card_name" >/dev/null 2>&1 ||
    in_network own ip link add "$card_name" type veth peer name "${card_name}-far"
  in_network own ip link set dev "$card_name" up
  in_network own ip link set dev "${card_name}-far" up
  case $1 in *:*) set -- "$@" nodad ;; esac
  [ $# -eq 0 ] || in_network own ip addr add "$@" dev "$card_name"
}

# leases ADDRESS: a DHCP server at the other end of `eth0` leases that address out, and a client takes it, which gives it no
# end, as busybox's own script has it. For `hold`.
leases() {
  network far
  in_network own ip link set dev eth0-far netns "$WORLD/network-far"
  in_network far ip link set dev eth0-far up
  in_network far ip addr add "${1%.*}.1/24" dev eth0-far
  mkdir -p "$WORLD/bin" && ln -sf "$(command -v busybox)" "$WORLD/bin/udhcpc"
  printf '%s\n' "start $1" "end $1" 'interface eth0-far' "lease_file $WORLD/udhcpd.leases" "pidfile $WORLD/udhcpd.pid" \
    'option subnet 255.255.255.0' >"$WORLD/udhcpd.conf"
  : >"$WORLD/udhcpd.leases"
  { echo '#!/bin/sh' && echo '[ "$1" != bound ] || ip addr add "$ip/24" dev "$interface"'; } >"$WORLD/udhcpc.sh"
  chmod 0755 "$WORLD/udhcpc.sh"
  in_network far busybox udhcpd -f "$WORLD/udhcpd.conf" </dev/null >"$WORLD/udhcpd.log" 2>&1 &
  in_network own "$WORLD/bin/udhcpc" -f -i eth0 -s "$WORLD/udhcpc.sh" </dev/null >"$WORLD/udhcpc.log" 2>&1 &
  until in_network own ip addr show dev eth0 | grep -q "inet $1/"; do sleep 0.05; done
}

# dhclient_lease EXPIRE: a lease of 192.0.2.10 on eth0 as dhclient writes it (dhclient.leases(5)), with that end.
dhclient_lease() {
  mount -t tmpfs -o mode=755 none /var/lib
  mkdir /var/lib/dhcp
  printf '%s\n' 'lease {' '  interface "eth0";' '  fixed-address 192.0.2.10;' "  renew $1;" "  expire $1;" '}' \
    >/var/lib/dhcp/dhclient.eth0.leases
}

# engine_in NAME [OPTION-OF-DOCKERD…]: a Docker engine in that network, which answers at $WORLD/engine.sock. It has an
# /etc of its own, since it writes a key there. For `hold`; `ends_engine_in` undoes it.
engine_in() {
  engine_in=$1
  shift
  own_etc
  in_network "$engine_in" dockerd --data-root "$WORLD/engine/data" --exec-root "$WORLD/engine/run" \
    --pidfile "$WORLD/engine.pid" --host "unix://$WORLD/engine.sock" --cgroup-parent "/$GROUP" "$@" \
    </dev/null >"$WORLD/engine.log" 2>&1 &
  engine_process=$!
  until docker --host "unix://$WORLD/engine.sock" version >/dev/null 2>&1; do
    kill -0 "$engine_process" 2>/dev/null || { tail -n 5 "$WORLD/engine.log" >&2; return 1; }
    sleep 0.05
  done
}

# ends_engine_in: its containers are removed, so that none of their processes outlives the world, and then it ends.
ends_engine_in() {
  docker --host "unix://$WORLD/engine.sock" ps -aq | xargs -r docker --host "unix://$WORLD/engine.sock" rm -f >/dev/null
  engine_process=$(cat "$WORLD/engine.pid")
  kill "$engine_process"
  while [ -d "/proc/$engine_process" ]; do sleep 0.05; done
}

# serves [OPTION-OF-DOCKER-RUN…]: a container named web, made of busybox alone, that runs until the engine ends.
serves() {
  mkdir -p "$WORLD/image/bin"
  cp -L "$(command -v busybox)" "$WORLD/image/bin/busybox"
  tar -C "$WORLD/image" -c . | docker --host "unix://$WORLD/engine.sock" import - lab/serves >/dev/null
  docker --host "unix://$WORLD/engine.sock" run -d --name web "$@" lab/serves /bin/busybox sleep 600 >/dev/null
}

# asking_engine NAME [as_user] COMMAND: the command runs in that network, and finds this world's engine.
asking_engine() { DOCKER_HOST=unix://$WORLD/engine.sock in_network "$@"; }

# own_etc: what is written in /etc is seen in this world alone.
own_etc() {
  mountpoint -q /etc && return 0
  mkdir -p "$WORLD/etc-changes" "$WORLD/etc-work"
  mount -t overlay -o "lowerdir=/etc,upperdir=$WORLD/etc-changes,workdir=$WORLD/etc-work" overlay /etc
}

# instance_of CLOUD [LINE-OF-NGINX…]: the firmware says that this is an instance of aws, gcp or azure, and at the address where
# its cloud would tell it of itself stands a nginx with these lines. The words of none but AWS are tried with one that wants a
# token. For `hold`, in the world's own network.
instance_of() {
  case $1 in
    aws) instance_words='Amazon EC2|m5.large|' ;;
    gcp) instance_words='Google|Google Compute Engine|' ;;
    azure) instance_words='Microsoft Corporation|Virtual Machine|7783-7084-3265-9085-8269-3286-77' ;;
    *) instance_words='QEMU|Standard PC|' ;;
  esac
  shift
  mount -t tmpfs -o mode=755 none /sys
  mkdir -p /sys/class/dmi/id "$WORLD/metadata"
  echo "${instance_words%%|*}" >/sys/class/dmi/id/sys_vendor
  echo "$instance_words" | cut -d '|' -f 2 >/sys/class/dmi/id/product_name
  echo "${instance_words##*|}" >/sys/class/dmi/id/chassis_asset_tag
  in_network own ip address add 169.254.169.254/32 dev lo
  {
    printf 'daemon off; master_process off; pid %s/pid; error_log %s/error.log;\nevents {}\nhttp {\n' "$WORLD/metadata" "$WORLD/metadata"
    printf 'access_log %s/asked; client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s;\n' \
      "$WORLD/metadata" "$WORLD/metadata" "$WORLD/metadata" "$WORLD/metadata" "$WORLD/metadata" "$WORLD/metadata"
    printf 'server { listen 169.254.169.254:80; default_type text/plain;\n'
    printf '%s\n' "$@"
    printf '}\n}\n'
  } >"$WORLD/metadata/conf"
  in_network own nginx -c "$WORLD/metadata/conf" -p "$WORLD/metadata" >"$WORLD/metadata/log" 2>&1 &
  until in_network own ss -Hltn "sport = :80" | grep -q .; do
    kill -0 $! 2>/dev/null || { cat "$WORLD/metadata/log" "$WORLD/metadata/error.log" >&2; return 1; }
    sleep 0.05
  done
}

# tells_by_token ADDRESS: lines for `instance_of aws`: a token for who asks by PUT, and with it that address (IMDSv2).
tells_by_token() {
  printf '%s\n' 'location = /latest/api/token { if ($request_method != PUT) { return 405; } return 200 "AQAEAtoken=="; }' \
    "location = /latest/meta-data/public-ipv4 { if (\$http_x_aws_ec2_metadata_token != \"AQAEAtoken==\") { return 401; } return 200 $1; }"
}
