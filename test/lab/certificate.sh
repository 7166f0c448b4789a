# Words for worlds with certificates. Everything is made when the world is: keys, authorities, certificates, whatever is
# wrong with them. Read by `sh` from steps.sh.

# certificate NAME ISSUER [OPTION=VALUE…]: NAME.pem and NAME.key, signed by ISSUER (made before), or by `itself`. Options:
# cn (NAME), names (a subjectAltName), key (ec:P-256, rsa:BITS, ed25519), from and to (days from now: -1, 90), hash, and the
# extensions basic, usage, purpose and more, each left out where it is empty.
certificate() {
  pki_name=$1 pki_issuer=$2
  shift 2
  pki_cn=$pki_name pki_names='' pki_key=ec:P-256 pki_from=-1 pki_to=90 pki_hash=sha256
  pki_basic='' pki_usage=critical,digitalSignature pki_purpose=serverAuth pki_more=''
  for pki_option; do eval "pki_${pki_option%%=*}=\${pki_option#*=}"; done
  private_key "$pki_key" >"$pki_name.key"
  openssl req -new -config /dev/null -key "$pki_name.key" -subj "/O=Lab${pki_cn:+/CN=$pki_cn}" -out "$pki_name.csr"
  {
    [ -z "$pki_basic" ] || echo "basicConstraints=$pki_basic"
    [ -z "$pki_usage" ] || echo "keyUsage=$pki_usage"
    [ -z "$pki_purpose" ] || echo "extendedKeyUsage=$pki_purpose"
    [ -z "$pki_names" ] || echo "subjectAltName=$pki_names"
    [ -z "$pki_more" ] || echo "$pki_more"
    echo subjectKeyIdentifier=hash
  } >"$pki_name.ext"
  mkdir -p issued && : >index.txt
  printf '%s\n' '[ca]' 'default_ca=lab' '[lab]' 'database=index.txt' 'rand_serial=yes' 'new_certs_dir=issued' \
    'unique_subject=no' 'policy=any' '[any]' 'organizationName=optional' 'commonName=optional' >ca.cnf
  if [ "$pki_issuer" = itself ]; then
    set -- -selfsign -keyfile "$pki_name.key"
  else
    set -- -cert "$pki_issuer.pem" -keyfile "$pki_issuer.key"
  fi
  openssl ca -batch -notext -config ca.cnf -in "$pki_name.csr" -out "$pki_name.pem" -extfile "$pki_name.ext" \
    -md "$pki_hash" -startdate "$(instant "$pki_from")" -enddate "$(instant "$pki_to")" "$@" 2>"$pki_name.log" ||
    { cat "$pki_name.log" >&2; return 1; }
  rm -f "$pki_name.csr" "$pki_name.ext" "$pki_name.log" index.txt* ca.cnf && rm -r issued
}

# authority NAME ISSUER [OPTION=VALUE…]: the same of one that may sign others.
authority() {
  authority_name=$1 authority_issuer=$2
  shift 2
  certificate "$authority_name" "$authority_issuer" basic=critical,CA:TRUE usage=critical,keyCertSign,cRLSign purpose= \
    to=3650 "$@"
}

# private_key ec:CURVE|rsa:BITS|ed25519: a new key, as PKCS#8.
private_key() {
  case $1 in
    ec:*) openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:${1#*:}" ;;
    rsa:*) openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:${1#*:}" 2>/dev/null ;;
    *) openssl genpkey -algorithm "$1" ;;
  esac
}

# instant DAYS: so many days from now, as openssl writes it.
instant() { date -u -d "$1 days" +%Y%m%d%H%M%SZ; }

# pki [OPTION=VALUE…]: what is right: root.pem, the authority below it, the server's own certificate for app.example.org with
# these options, cert.pem with its chain, and key.pem.
pki() {
  authority root itself
  authority sub root
  certificate app sub names=DNS:app.example.org "$@"
  cat app.pem sub.pem >cert.pem
  cp app.key key.pem
}

# trusts FILE: in this world alone, the host trusts that root.
trusts() {
  cp /etc/ssl/certs/ca-certificates.crt roots.crt
  cat "$1" >>roots.crt
  mount --bind roots.crt /etc/ssl/certs/ca-certificates.crt
}

# serves_tls NAME CERT KEY [DIRECTIVE…]: nginx serves that certificate on port 443 in that network. For `hold`; ends with
# the world.
serves_tls() {
  tls_network=$1 tls_cert=$2 tls_key=$3
  shift 3
  mkdir -p "$WORLD/nginx"
  {
    printf '%s\n' 'daemon off;' 'user root;' "pid $WORLD/nginx/pid;" "error_log $WORLD/nginx/error.log;" \
      'events {}' 'http {' 'access_log off;' "client_body_temp_path $WORLD/nginx/body;" \
      "proxy_temp_path $WORLD/nginx/proxy;" "fastcgi_temp_path $WORLD/nginx/fastcgi;" \
      "uwsgi_temp_path $WORLD/nginx/uwsgi;" "scgi_temp_path $WORLD/nginx/scgi;" \
      'server {' 'listen 443 ssl;' "ssl_certificate $WORLD/$tls_cert;" "ssl_certificate_key $WORLD/$tls_key;"
    [ $# -eq 0 ] || printf '%s\n' "$@"
    printf '%s\n' 'return 200;' '}' '}'
  } >"$WORLD/nginx/conf"
  in_network "$tls_network" nginx -e "$WORLD/nginx/error.log" -c "$WORLD/nginx/conf" </dev/null >/dev/null 2>&1 &
  tls_process=$!
  until in_network "$tls_network" ss -Hltn "sport = :443" | grep -q .; do
    kill -0 "$tls_process" 2>/dev/null || { cat "$WORLD/nginx/error.log" >&2; return 1; }
    sleep 0.05
  done
}
