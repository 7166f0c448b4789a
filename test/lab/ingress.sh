# Words for worlds with an outside: the place is the network `own`, behind a router with the public address 203.0.113.7,
# and a host outside can be reached by ssh. Read by `sh` from steps.sh. Addresses: the place 10.77.0.2, the router
# 10.77.0.1 and 198.51.100.1, another machine behind the router 10.78.0.3, the host outside 198.51.100.2.

# place: all of these networks, names from /etc/hosts alone, and sshd outside and at the place. What is sent to a port of
# the public address goes nowhere until `passes` says so. For `run`.
place() {
  own_etc
  ssh_world
  for place_network in router outside other; do network "$place_network"; done
  linked router lan0 own eth0 10.77.0.1/24 10.77.0.2/24
  linked router lan1 other eth0 10.78.0.1/24 10.78.0.3/24
  linked router wan0 outside eth0 198.51.100.1/24 198.51.100.2/24
  in_network own ip route add default via 10.77.0.1
  in_network other ip route add default via 10.78.0.1
  in_network outside ip route add default via 198.51.100.1
  in_network router ip address add 203.0.113.7/32 dev lo
  in_network router ip address add 203.0.113.8/32 dev lo
  in_network router sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  in_network router nft -f - <<'RULES'
table ip lab {
  chain passes { type nat hook prerouting priority -100; }
  chain turns { type nat hook postrouting priority 100; }
  chain filters { type filter hook forward priority 0; }
  chain arrives { type filter hook input priority 0; }
}
RULES
  passes 22 10.77.0.2
  echo "exec nsenter --net=$WORLD/network-outside -- \"\$@\"" | program at-outside
  : >/etc/resolv.conf
  echo '127.0.0.1 localhost' >/etc/hosts
  named 203.0.113.7
  far_user far /bin/sh
  may_root
  far_host 10.77.0.2
  FAR_NETWORK=outside far_host 198.51.100.2
  sed -n 's/^10.77.0.2 /203.0.113.7 /p' "$WORLD/home/.ssh/known_hosts" >"$WORLD/known"
  cat "$WORLD/known" >>"$WORLD/home/.ssh/known_hosts"
}

# linked NETWORK LINK NETWORK LINK ADDRESS ADDRESS: a cable between two networks.
linked() {
  in_network "$1" ip link add "$2" type veth peer name "$4-$2"
  in_network "$1" ip link set "$4-$2" netns "$WORLD/network-$3"
  in_network "$3" ip link set "$4-$2" name "$4"
  in_network "$1" ip address add "$5" dev "$2"
  in_network "$3" ip address add "$6" dev "$4"
  in_network "$1" ip link set "$2" up
  in_network "$3" ip link set "$4" up
}

# named ADDRESS…: what maps.example.test stands for, for everybody in this world.
named() {
  for named_address; do echo "$named_address maps.example.test" >>/etc/hosts; done
}

# passes PORT ADDRESS [CONDITION]: the router passes that port of its public address on.
passes() { in_network router nft add rule ip lab passes ip daddr 203.0.113.7 ${3:-} tcp dport "$1" dnat to "$2"; }

# turns ADDRESS: the router turns visits from within round, and shows itself by that address.
turns() { in_network router nft add rule ip lab turns ip saddr 10.77.0.0/24 oifname lan0 snat to "$1"; }

# filters RULE…: what the router lets through, or not.
filters() { in_network router nft add rule ip lab filters "$@"; }

# from_outside COMMAND, from_place COMMAND: the command runs there, and knows the hosts. Witnesses have `at-outside`, too.
from_outside() { in_network outside env "PATH=$WORLD/bin:$PATH" "$@"; }
from_place() { in_network own env "PATH=$WORLD/bin:$PATH" "$@"; }

# keys NAME…: a certificate for maps.example.test and its key, as NAME.pem and NAME.key.
keys() {
  for keys_name; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$keys_name" \
      -addext 'subjectAltName=DNS:maps.example.test' -keyout "$WORLD/$keys_name.key" -out "$WORLD/$keys_name.pem" 2>/dev/null
  done
}

# product NETWORK NAME [LINE-OF-NGINX…]: nginx there, on 443 with that certificate, and on 80 leading on to https where no
# lines say otherwise. PRODUCT_PORT is the port to wait for, where that is another than 443. For `hold`.
product() {
  product_in=$1 product_at=$WORLD/product-$1 product_keys=$2
  shift 2
  mkdir -p "$product_at"
  [ -e "$WORLD/$product_keys.pem" ] || keys "$product_keys"
  [ $# -gt 0 ] || set -- \
    'server { listen 443 ssl; location / { return 200 "ok\n"; } }' \
    'server { listen 80; return 301 https://maps.example.test$request_uri; }'
  {
    printf 'daemon off; master_process off; pid %s/pid; error_log %s/error.log;\nevents {}\nhttp {\n' "$product_at" "$product_at"
    printf 'access_log off; client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s;\n' \
      "$product_at" "$product_at" "$product_at" "$product_at" "$product_at"
    printf 'ssl_certificate %s; ssl_certificate_key %s;\n' "$WORLD/$product_keys.pem" "$WORLD/$product_keys.key"
    printf '%s\n' "$@"
    printf '}\n'
  } >"$product_at/conf"
  in_network "$product_in" nginx -c "$product_at/conf" -p "$product_at" >"$product_at/log" 2>&1 &
  until in_network "$product_in" ss -Hltn "sport = :${PRODUCT_PORT:-443}" | grep -q .; do
    kill -0 $! 2>/dev/null || { cat "$product_at/log" "$product_at/error.log" >&2; return 1; }
    sleep 0.05
  done
}

# stands_in NETWORK PORT PROGRAM-OF-NODE: a server there; the program says what it does with each `socket`. For `hold`.
stands_in() {
  in_network "$1" "$WORLD/node" -e '
    const [port, program] = process.argv.slice(1);
    const each = new Function("socket", program);
    require("node:net").createServer((socket) => { socket.on("error", () => {}); each(socket); }).listen(Number(port), "0.0.0.0");
  ' "$2" "$3" &
  until in_network "$1" ss -Hltn "sport = :$2" | grep -q .; do sleep 0.05; done
}

# comes NETWORK COMMAND…: once something is told to be opened, that network opens it with this command: `comes outside curl
# -sk`. $WORLD/came has what came back. For `visited_by`.
comes() {
  comes_in=$1
  shift
  until comes_to=$(grep -oEm1 'https?://[^ ]*/footing(-[a-z0-9]{4}){4}' "$WORLD/told") && [ -n "$comes_to" ]; do
    [ ! -e "$WORLD/gone" ] || return 0
    sleep 0.1
  done
  in_network "$comes_in" "$@" "$comes_to" >"$WORLD/came" 2>&1
}

# visited_by WAY COMMAND…: the command runs at the place, and meanwhile somebody does what `WAY` says with what it tells.
visited_by() {
  visited_way=$1 visited_exit=0
  shift
  rm -f "$WORLD/gone"
  : >"$WORLD/told"
  (eval "$visited_way") </dev/null >/dev/null 2>&1 &
  from_place "$@" 2>"$WORLD/told" || visited_exit=$?
  : >"$WORLD/gone"
  wait
  cat "$WORLD/told" >&2
  return "$visited_exit"
}
