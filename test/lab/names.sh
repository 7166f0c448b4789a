# Words for worlds in which names are resolved. Nameservers are real (dnsmasq, unbound), but for those that lie. Read by
# sh from steps.sh. Witnesses and Footing enter by `enter: in_network own`.

# names_by ADDRESS…: a network of this world's own in which these addresses are its own too, and an /etc of its own
# whose resolv.conf names them, in their order. 198.51.100.0/24 has no way to it, what is 203.0.113.x vanishes.
names_by() {
  network
  own_etc
  # Where all addresses are of loopback, getaddrinfo(3) finds none (AI_ADDRCONFIG).
  has_address 192.0.2.200
  rm -f /etc/resolv.conf
  for names_address; do
    echo "nameserver $names_address" >>/etc/resolv.conf
    has_address "$names_address"
  done
  printf '127.0.0.1 localhost\n' >/etc/hosts
  printf 'hosts: files dns\n' >/etc/nsswitch.conf
}

# has_address ADDRESS: an address of this world's network. Those of loopback are there.
has_address() {
  case $1 in
    127.*) ;;
    198.51.100.*) ;;
    *:*) in_network own ip address add "$1/128" dev lo nodad ;;
    *) in_network own ip address add "$1/32" dev lo ;;
  esac
}

# nameserver ADDRESS [OPTION…]: a dnsmasq there, which knows what its options say, and of nothing else that it exists.
# What it is asked stands in $WORLD/asked. Waits until it answers.
nameserver() {
  nameserver_at=$1
  shift
  setsid nsenter --net="$WORLD/network-own" -- dnsmasq --keep-in-foreground --conf-file=/dev/null --user=root \
    --no-resolv --no-hosts --pid-file= --listen-address="$nameserver_at" --bind-interfaces --local=/#/ \
    --log-queries --log-facility="$WORLD/asked" "$@" </dev/null >>"$WORLD/nameservers.log" 2>&1 &
  nameserver_answers "$nameserver_at" $!
}

# app_at ADDRESS [OPTION…]: a nameserver there that says of app.example.org what everybody should.
app_at() {
  app_at=$1
  shift
  nameserver "$app_at" --host-record=app.example.org,192.0.2.10 "$@"
}

# unbound_at ADDRESS: an unbound there, with the settings of standard input. Waits until it answers.
unbound_at() {
  {
    printf 'server:\n  interface: %s\n  chroot: ""\n  username: ""\n  pidfile: ""\n  use-syslog: no\n' "$1"
    printf '  do-daemonize: no\n  access-control: 0.0.0.0/0 allow\n  do-not-query-localhost: no\n'
    printf '  local-zone: "." static\n  local-data: ". 60 SOA a.example. b.example. 1 60 60 60 60"\n'
    cat
  } >"$WORLD/unbound-$1.conf"
  setsid nsenter --net="$WORLD/network-own" -- unbound -d -c "$WORLD/unbound-$1.conf" \
    </dev/null >>"$WORLD/nameservers.log" 2>&1 &
  nameserver_answers "$1" $!
}

# forwards_at ADDRESS THERE [SETTING…]: an unbound that asks the nameserver THERE about example.org.
forwards_at() {
  forwards_at=$1 forwards_to=$2
  shift 2
  {
    printf '  local-zone: "example.org" transparent\n'
    for forwards_setting; do printf '  %s\n' "$forwards_setting"; done
    printf 'forward-zone:\n  name: example.org\n  forward-addr: %s\n' "$forwards_to"
  } | unbound_at "$forwards_at"
}

# lies_at ADDRESS MODE [WORD]: a nameserver there that does as liar.ts says. Waits until it listens.
lies_at() {
  setsid nsenter --net="$WORLD/network-own" -- "$WORLD/node" "${STEPS%/*}/liar.ts" "$@" \
    </dev/null >>"$WORLD/nameservers.log" 2>&1 &
  until in_network own ss -Hltn "src $1 and sport = :53" | grep -q .; do sleep 0.05; done
}

nameserver_answers() {
  until in_network own dig +time=1 +tries=1 "@$1" waiting.invalid >/dev/null 2>&1; do
    kill -0 "$2" 2>/dev/null || { tail -n 5 "$WORLD/nameservers.log" >&2; return 1; }
    sleep 0.05
  done
}

# rule WHICH DOES [output]: what is done with packets that arrive: `rule "udp dport 53" drop`; or with those that leave.
rule() {
  in_network own nft -f - <<RULES
table inet names {
  chain passes { type filter hook ${3:-input} priority 0; $1 counter $2; }
}
RULES
}
