# Words for worlds with a network outside: this side is the network `here`, in which Footing runs, the other is `there`,
# where the services are. Read by `sh` from steps.sh. Addresses: here 10.77.0.1 and fd77::1, there 10.77.0.2 to .99 and
# fd77::2 to fd77::99; 10.77.0.53 is the resolver.

# outside: both networks and a link between them, and a resolver that knows no name of test. yet. For `run`.
outside() {
  own_etc
  network here
  network there
  in_network here ip link add eth0 type veth peer name eth1
  in_network here ip link set eth1 netns "$WORLD/network-there"
  in_network here ip address add 10.77.0.1/24 dev eth0
  in_network here ip address add fd77::1/64 dev eth0 nodad
  in_network there ip address add 10.77.0.2/24 dev eth1
  in_network there ip address add fd77::2/64 dev eth1 nodad
  in_network there ip address add 10.77.0.53/24 dev eth1
  in_network here ip link set eth0 up
  in_network there ip link set eth1 up
  in_network here ip route add default via 10.77.0.2
  in_network here ip -6 route add default via fd77::2
  echo 'nameserver 10.77.0.53' >/etc/resolv.conf
  echo '127.0.0.1 localhost' >/etc/hosts
  mkdir -p "$WORLD/certificates"
  (
    cd "$WORLD/certificates"
    outside_authority public 'Lab Public Root'
    outside_authority company 'Company Proxy CA'
  )
  trusts_only public
  mkdir -p "$WORLD/public"
  cp "$WORLD/certificates/public.pem" "$WORLD/public/Lab_Public_Root.crt"
  # What a distribution ships counts as public.
  mount --bind "$WORLD/public" /usr/share/ca-certificates/mozilla
  # Squid keeps memory there under its own name.
  mount -t tmpfs none /dev/shm
}

# here COMMAND: runs it on this side, with what `variables` set.
here() {
  [ ! -e "$WORLD/variables" ] || . "$WORLD/variables"
  in_network here "$@"
}

# variables NAME=VALUE…: what the environment of `here` holds beside.
variables() {
  for variable_setting; do printf "export %s='%s'\n" "${variable_setting%%=*}" "${variable_setting#*=}"; done >"$WORLD/variables"
}

# trusts_only NAME…: this machine's list of authorities is made of these.
trusts_only() {
  mkdir -p /etc/ssl/certs
  rm -f /etc/ssl/certs/ca-certificates.crt
  for trusted; do cat "$WORLD/certificates/$trusted.pem"; done >/etc/ssl/certs/ca-certificates.crt
}

# outside_authority FILE NAME: a root of that name.
outside_authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=$2" \
    -keyout "$1.key" -out "$1.pem" -addext 'basicConstraints=critical,CA:TRUE' 2>/dev/null
}

# outside_certificate HOST [AUTHORITY [FROM UNTIL]]: for a host, signed by an authority, as HOST.pem; dates as YYYYMMDDHHMMSSZ.
outside_certificate() {
  (
    cd "$WORLD/certificates"
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" 2>/dev/null
    case $1 in *[!0-9.]*) certificate_names=DNS:$1 ;; *) certificate_names=IP:$1 ;; esac
    printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$certificate_names" >"$1.ext"
    : >"$1.index"
    printf '[ca]\ndefault_ca=lab\n[lab]\ndatabase=%s.index\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n' "$1" >"$1.cnf"
    openssl ca -batch -notext -config "$1.cnf" -cert "${2:-public}.pem" -keyfile "${2:-public}.key" -in "$1.csr" -out "$1.pem" \
      -startdate "${3:-20200101000000Z}" -enddate "${4:-20991231000000Z}" -extfile "$1.ext" 2>/dev/null
  )
}

# at ADDRESS…: somebody there has these addresses.
at() {
  for address; do
    case $address in
      *:*) in_network there ip address add "$address/64" dev eth1 nodad ;;
      *) in_network there ip address add "$address/24" dev eth1 ;;
    esac
  done
}

# resolver [OPTION-OF-DNSMASQ…]: who answers for names: none of test. but those that options give. For `hold`.
resolver() {
  in_network there dnsmasq --keep-in-foreground --no-resolv --no-hosts --conf-file=/dev/null --pid-file= --user=root \
    --listen-address=10.77.0.53 --bind-interfaces --local=/test/ "$@" >"$WORLD/resolver.log" 2>&1 &
  until in_network there ss -Hlun sport = :53 | grep -q .; do sleep 0.05; done
}

# name HOST ADDRESS…: an option of the resolver for each address.
name() {
  name_of=$1
  shift
  for address; do printf ' --host-record=%s,%s' "$name_of" "$address"; done
}

# web HOST ADDRESS [LINE-OF-NGINX…]: HTTPS and HTTP for a host there, which answers "ok" where no line says otherwise.
# With `outside_certificate` before it, the certificate is that one. WEB_ALSO is more for its `listen`: http2. For `hold`.
web() {
  web_host=$1 web_at=$2
  shift 2
  at "$web_at"
  case $web_at in *:*) web_at="[$web_at]" ;; esac
  [ -e "$WORLD/certificates/$web_host.pem" ] || outside_certificate "$web_host"
  web_in=$WORLD/web-$(echo "$web_host-$web_at" | tr -c 'a-z0-9.\n-' _)
  mkdir -p "$web_in"
  [ $# -gt 0 ] || set -- 'location / { default_type text/plain; return 200 "ok\n"; }'
  {
    printf 'daemon off; master_process off; pid %s/pid; error_log %s/error.log;\nevents {}\nhttp {\n' "$web_in" "$web_in"
    printf 'access_log off; client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s;\n' \
      "$web_in" "$web_in" "$web_in" "$web_in" "$web_in"
    printf 'server { listen %s:443 ssl %s; listen %s:80; ssl_certificate %s; ssl_certificate_key %s;\n' "$web_at" "${WEB_ALSO:-}" "$web_at" \
      "${web_chain:-$WORLD/certificates/$web_host.pem}" "$WORLD/certificates/$web_host.key"
    printf '%s\n' "$@"
    printf '}\n}\n'
  } >"$web_in/conf"
  in_network there nginx -c "$web_in/conf" -p "$web_in" >"$web_in/log" 2>&1 &
  until in_network there ss -Hltn | grep -Fq "$web_at:443"; do
    kill -0 $! 2>/dev/null || { cat "$web_in/log" "$web_in/error.log" >&2; return 1; }
    sleep 0.05
  done
}

# web_by_h2 HOST ADDRESS PROGRAM-OF-NODE [or-http1]: who speaks HTTP/2 there and nothing else, unless `or-http1` is said; the
# program says what it does with each `stream` and its `headers`, and with each `request` and `response` by HTTP/1.1. For `hold`.
web_by_h2() {
  at "$2"
  [ -e "$WORLD/certificates/$1.pem" ] || outside_certificate "$1"
  in_network there "$WORLD/node" -e '
    const [files, host, program, also] = process.argv.slice(1);
    const each = new Function("stream", "headers", "request", "response", program);
    const [cert, key] = ["pem", "key"].map((end) => require("node:fs").readFileSync(`${files}.${end}`));
    const protocols = also === "or-http1" ? { allowHTTP1: true } : { ALPNProtocols: ["h2"] };
    const server = require("node:http2").createSecureServer({ cert, key, ...protocols });
    server.on("sessionError", () => {});
    server.on("stream", (stream, headers) => { stream.on("error", () => {}); each(stream, headers); });
    server.on("request", (request, response) => request.httpVersion === "1.1" && each(undefined, undefined, request, response));
    server.listen(443, host);
  ' "$WORLD/certificates/$1" "$2" "$3" "${4:-}" &
  until in_network there ss -Hltn "sport = :443" | grep -Fq "$2"; do sleep 0.05; done
}

# says ADDRESS PORT PROGRAM-OF-NODE: there listens a server; the program says what it does with each `socket`. For `hold`.
says() {
  at "$1" 2>/dev/null || true
  in_network there "$WORLD/node" -e '
    const [host, port, program] = process.argv.slice(1);
    const each = new Function("socket", program);
    require("node:net").createServer((socket) => { socket.on("error", () => {}); each(socket); }).listen(Number(port), host);
  ' "$1" "$2" "$3" &
  until in_network there ss -Hltn "sport = :$2" | grep -Fq "$1"; do sleep 0.05; done
}

# proxy PORT [LINE-OF-SQUID…]: Squid at 10.77.0.2; without lines it leads anywhere. For `hold`.
proxy() {
  proxy_port=$1
  shift
  proxy_in=$WORLD/proxy-$proxy_port
  mkdir -p "$proxy_in"
  chmod 0777 "$proxy_in"
  [ $# -gt 0 ] || set -- 'http_access allow all'
  {
    printf 'http_port 10.77.0.2:%s\npid_filename %s/pid\ncache_log %s/cache.log\naccess_log none\ncache deny all\n' "$proxy_port" "$proxy_in" "$proxy_in"
    printf 'cache_effective_user proxy\ncoredump_dir %s\nnetdb_filename none\nshutdown_lifetime 0 seconds\npinger_enable off\n' "$proxy_in"
    printf 'dns_nameservers 10.77.0.53\nconnect_timeout 3 seconds\nvisible_hostname proxy.test\n'
    printf '%s\n' "$@"
  } >"$proxy_in/conf"
  in_network there squid -N -f "$proxy_in/conf" -n "lab$proxy_port" >"$proxy_in/log" 2>&1 &
  until in_network there ss -Hltn "sport = :$proxy_port" | grep -q .; do
    kill -0 $! 2>/dev/null || { cat "$proxy_in/log" "$proxy_in/cache.log" >&2; return 1; }
    sleep 0.05
  done
}

# login_proxy PORT: Squid that wants the user lab and the password p@ss-word. For `hold`.
login_proxy() {
  program login_check <<'END'
while read -r given; do case $given in 'lab p%40ss-word' | 'lab p@ss-word') echo OK ;; *) echo ERR ;; esac; done
END
  proxy "$1" "auth_param basic program $WORLD/bin/login_check" 'auth_param basic children 1 startup=1' 'acl known proxy_auth REQUIRED' \
    'http_access allow known' 'http_access deny all'
}

# small_proxy PORT [LINE-OF-TINYPROXY…]: tinyproxy at 10.77.0.2. For `hold`.
small_proxy() {
  small_port=$1
  shift
  { printf 'Port %s\nListen 10.77.0.2\nTimeout 20\nMaxClients 50\n' "$small_port" && printf '%s\n' "$@"; } >"$WORLD/tinyproxy-$small_port"
  in_network there tinyproxy -d -c "$WORLD/tinyproxy-$small_port" >"$WORLD/tinyproxy.log" 2>&1 &
  until in_network there ss -Hltn "sport = :$small_port" | grep -q .; do sleep 0.05; done
}

# rules HERE-OR-THERE HOOK RULE…: nftables there or here, at a hook (input, output).
rules() {
  rules_in=$1 rules_hook=$2
  shift 2
  {
    printf 'table inet lab_%s {\n chain c { type filter hook %s priority 0;\n' "$rules_hook" "$rules_hook"
    printf '%s\n' "$@"
    printf ' }\n}\n'
  } >"$WORLD/rules-$rules_in-$rules_hook"
  in_network "$rules_in" nft -f "$WORLD/rules-$rules_in-$rules_hook"
}

# behind_ssh [SETTING…]: this side is a host of its own, 127.0.0.2, that is entered over ssh as the user far, with these
# lines of sshd_config(5). Whoever runs Footing stands beside and has no way out: what is not the user far's is dropped.
behind_ssh() {
  ssh_world
  far_user far /bin/sh
  mount --bind "$WORLD/network-here" "$WORLD/network-own"
  far_host 127.0.0.2 "$@"
  rules here output 'oifname "eth0" tcp dport { 80, 443, 3128 } meta skuid != "far" drop'
}

# registry HOST ADDRESS: a registry of images there, by https. For `hold`.
registry() {
  at "$2"
  [ -e "$WORLD/certificates/$1.pem" ] || outside_certificate "$1"
  mkdir -p "$WORLD/registry-$1"
  printf 'version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: %s } }\nhttp: { addr: "%s:443", tls: { certificate: %s, key: %s } }\n' \
    "$WORLD/registry-$1" "$2" "$WORLD/certificates/$1.pem" "$WORLD/certificates/$1.key" >"$WORLD/registry-$1.yml"
  in_network there docker-registry serve "$WORLD/registry-$1.yml" >"$WORLD/registry-$1.log" 2>&1 &
  until in_network there ss -Hltn 'sport = :443' | grep -Fq "$2"; do
    kill -0 $! 2>/dev/null || { cat "$WORLD/registry-$1.log" >&2; return 1; }
    sleep 0.05
  done
}

# curl_image NAME: an image with busybox, and with this machine's curl, getent and list of authorities.
curl_image() {
  mkdir -p "$WORLD/curl-image/bin" "$WORLD/curl-image/tmp" "$WORLD/curl-image/etc/ssl/certs"
  cp -L "$(command -v busybox)" "$WORLD/curl-image/bin/busybox"
  for applet in $(busybox --list); do [ -e "$WORLD/curl-image/bin/$applet" ] || ln -s busybox "$WORLD/curl-image/bin/$applet"; done
  for copied in curl getent; do
    rm -f "$WORLD/curl-image/bin/$copied"
    cp -L "$(command -v "$copied")" "$WORLD/curl-image/bin/"
    ldd "$(command -v "$copied")" | grep -o '/[^ ]*' | while read -r library; do
      mkdir -p "$WORLD/curl-image${library%/*}"
      cp -L "$library" "$WORLD/curl-image$library"
    done
  done
  cp /etc/ssl/certs/ca-certificates.crt "$WORLD/curl-image/etc/ssl/certs/"
  tar -C "$WORLD/curl-image" -c . | docker --host "unix://$WORLD/engine.sock" import - "$1" >/dev/null
}

# contained NAME IMAGE [OPTION-OF-DOCKER-RUN…]: a container of that name in the engine of `engine_in`.
contained() {
  contained_name=$1 contained_image=$2
  shift 2
  docker --host "unix://$WORLD/engine.sock" run -d --name "$contained_name" "$@" "$contained_image" sleep 600 >/dev/null
}

# bare_image NAME: an image without a shell: one program, /busybox, and this machine's list of authorities.
bare_image() {
  mkdir -p "$WORLD/bare-image/etc/ssl/certs"
  cp -L "$(command -v busybox)" "$WORLD/bare-image/busybox"
  cp /etc/ssl/certs/ca-certificates.crt "$WORLD/bare-image/etc/ssl/certs/"
  tar -C "$WORLD/bare-image" -c . | docker --host "unix://$WORLD/engine.sock" import - "$1" >/dev/null
}
