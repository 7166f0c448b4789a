import { neededTools } from "./needed-tools.ts";

/** The same without setting out: `footing_go NUMBER WAY` goes one way. Ends the script where there is nobody to go any. */
export const outwardWords = `LC_ALL=C
export LC_ALL
set -f
footing_seconds=$1 footing_mark=$2
shift 2
footing_newline='
'
footing_tab=$(printf '\\t')
footing_version=$(curl -q --version 2>/dev/null </dev/null)
footing_version=\${footing_version%%"$footing_newline"*}
case $footing_version in 'curl '*) ;; *) footing_version=none ;; esac
printf '%s\\n' "$footing_version"
footing_openssl=$(command -v openssl 2>/dev/null)
[ "$footing_version" != none ] || [ -n "$footing_openssl" ] || exit 0
${neededTools("grep", "cut", "head", "tr", "sed")}# By version: several addresses of one name (7.59), HTTP/1.1 alone (7.33), the certificates that were sent (7.88).
footing_many=yes footing_plain=--http1.1 footing_certificates='%{certs}'
case $footing_version in 'curl 7.'[0-9].* | 'curl 7.'[1-4][0-9].* | 'curl 7.5'[0-8].*) footing_many='' ;; esac
case $footing_version in 'curl 7.'[0-9].* | 'curl 7.'[12][0-9].* | 'curl 7.3'[0-2].*) footing_plain='' ;; esac
case $footing_version in 'curl 7.'[0-9].* | 'curl 7.'[1-7][0-9].* | 'curl 7.8'[0-7].*) footing_certificates='' ;; esac
footing_padding=$(printf '%04000d' 0)
# Ends what takes longer than it may.
footing_within() {
  footing_most=$1
  shift
  if command -v timeout >/dev/null 2>&1; then
    timeout "$footing_most" "$@"
    return
  fi
  "$@" &
  footing_child=$!
  # With its own end the watcher ends what it waits by; outright, as between fork and exec its shell's handler still stands.
  ( trap 'kill -9 "$!"; exit 0' TERM; sleep "$footing_most" & wait "$!"; kill "$footing_child" ) >/dev/null 2>&1 &
  footing_watcher=$!
  wait "$footing_child"
  footing_ended=$?
  kill "$footing_watcher" 2>/dev/null
  return "$footing_ended"
}
# Asks once: how many seconds, and what else curl is told. Leaves how it ended, what it said and what it counted.
footing_ask() {
  footing_most=$1
  shift
  case $footing_at in
    -) set -- "$@" --noproxy '*' ;;
    =) set -- "$@" --proxy "$footing_proxy" ;;
  esac
  [ -z "$footing_pin" ] || set -- "$@" --resolve "$footing_pin"
  footing_said=$(
    curl -q -s -S -v -g $footing_plain "-$footing_family" --max-time "$footing_most" -A footing -H 'Connection: close' \\
      -o /dev/null -w "\\n$footing_mark sent\\n$footing_certificates\\n$footing_mark\\t%{http_code}\\t%{http_connect}\\t%{time_connect}\\t%{time_appconnect}\\t%{remote_ip}\\t%{ssl_verify_result}\\t\\n" \\
      "$@" "$footing_url" 2>&1 </dev/null
  )
  footing_code=$?
  footing_counted=\${footing_said##*"$footing_mark$footing_tab"}
  footing_counted=\${footing_counted%%"$footing_newline"*}
  footing_status=\${footing_counted%%"$footing_tab"*}
  # What the other end wrote stands before; who signs is read from behind the mark alone.
  footing_sent=\${footing_said##*"$footing_mark sent"}
  case $footing_said in *"$footing_mark$footing_tab"*) ;; *) footing_counted='' footing_sent='' footing_status=000 ;; esac
  footing_secured=$(printf '%s' "$footing_counted" | cut -f 4)
  # It may be connected and have counted nothing of it yet.
  footing_connected=no
  case $footing_said in *'* Connected to '* | *'* Established connection to '*) footing_connected=yes ;; esac
  footing_why=-
  case $footing_said in
    *'onnection refused'*) footing_why=refused ;;
    *'No route to host'* | *'Host is unreachable'*) footing_why=unreachable ;;
    *'Network is unreachable'* | *'Network unreachable'* | *'Cannot assign requested address'* | *'Address not available'*) footing_why=no-route ;;
    *'onnection timed out'* | *'Operation timed out'*) footing_why=timeout ;;
  esac
  case $footing_code in 35 | 55 | 56) case $footing_said in *'onnection reset by peer'*) footing_why=reset ;; esac ;; esac
}
# Whether the answer to what was asked did not come in time, and everything before it did.
footing_late() {
  [ "$footing_code" = 28 ] && [ "$footing_status" = 000 ] && [ "$footing_connected" = yes ] || return 1
  case $footing_scheme$footing_secured in http0* | https*[1-9]*) ;; *) return 1 ;; esac
}
# A large request first: a path may carry small packets alone. Who does not like it is asked as usual.
footing_stages() {
  footing_small=-
  footing_ask "$footing_seconds" -H "X-Padding: $footing_padding"
  if footing_late; then
    footing_kept=$footing_code$footing_tab$footing_connected$footing_tab$footing_why$footing_tab$footing_counted
    footing_small=silent footing_soon=3
    [ "$footing_seconds" -ge 3 ] || footing_soon=$footing_seconds
    footing_ask "$footing_soon"
    [ "$footing_status$footing_scheme" != 000http ] || footing_ask "$footing_soon" -I
    [ "$footing_status" = 000 ] || footing_small=answered
    footing_said='' footing_sent='' footing_status=000
    footing_result=$footing_kept
    return
  fi
  footing_result=$footing_code$footing_tab$footing_connected$footing_tab$footing_why$footing_tab$footing_counted
  [ "$footing_connected" = yes ] || return 0
  case $footing_status in [123]??) return 0 ;; esac
  footing_large=$footing_said footing_kept=$footing_sent footing_answered=$footing_status
  # What failed before a request was sent fails again.
  case $footing_code in 0 | 1 | 8 | 16 | 18 | 52 | 55 | 56 | 92) ;; *) return 0 ;; esac
  footing_ask "$footing_seconds"
  if [ "$footing_answered" = 000 ] || [ "$footing_status" != 000 ]; then
    footing_result=$footing_code$footing_tab$footing_connected$footing_tab$footing_why$footing_tab$footing_counted
  else
    footing_said=$footing_large footing_sent=$footing_kept footing_status=$footing_answered
  fi
}
footing_tell() {
  footing_letter=$1
  while IFS= read -r footing_line || [ -n "$footing_line" ]; do printf '%s\\t%s\\t%s\\n' "$footing_number" "$footing_letter" "$footing_line"; done
}
footing_pieces() {
  sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' | tr -d '\\r\\n' | fold -w 1500 | footing_tell c
}
# What the last answer's header says of who gave it; and of a body that it says nothing of, the beginning.
footing_header() {
  footing_lines=$(
    printf '%s\\n' "$footing_said" | tr -cd '\\040-\\176\\n' |
      grep -iE '^< (http/|content-type:|location:|server:|x-squid-error:|proxy-authenticate:|proxy-status:)' | cut -c 3-300
  )
  printf '%s\\n' "$footing_lines" | footing_tell h
  [ "$footing_status" != 000 ] || return 0
  case $(printf '%s' "\${footing_lines##*HTTP/}" | tr A-Z a-z) in *content-type:*/*) return 0 ;; esac
  set --
  case $footing_at in -) set -- --noproxy '*' ;; =) set -- --proxy "$footing_proxy" ;; esac
  [ -z "$footing_pin" ] || set -- "$@" --resolve "$footing_pin"
  curl -q -s -g $footing_plain "-$footing_family" --max-time "$footing_seconds" -A footing -H 'Connection: close' \\
    "$@" "$footing_url" 2>/dev/null </dev/null | head -c 1000 | tr -c '\\040-\\176' ' ' | footing_tell b
}
# Who signs, by a handshake of openssl: without a proxy, or by one that asks for no password.
footing_handshake() {
  case $footing_host in
    *:* | *[!0-9.]*) footing_check="-verify_hostname $footing_host" footing_server="-servername $footing_host" ;;
    *) footing_check="-verify_ip $footing_host" footing_server='' ;;
  esac
  case $footing_host in *:*) footing_check="-verify_ip $footing_host" footing_server='' ;; esac
  for footing_first in $(printf '%s' "$footing_addresses" | tr , ' '); do
    case $footing_first in *:*) footing_first="[$footing_first]" ;; esac
    case $footing_at in
      -) set -- -connect "$footing_first:$footing_port" ;;
      *) set -- -proxy "$footing_first:\${footing_by##*:}" -connect "$footing_host:$footing_port" ;;
    esac
    footing_shaken=$(footing_within "$footing_seconds" openssl s_client "$@" $footing_server $footing_check -showcerts 2>&1 </dev/null)
    footing_code=$?
    case $footing_shaken in *'CONNECTED('*) break ;; esac
  done
  footing_connected=no footing_errno=- footing_secured=no footing_verified=-
  case $footing_shaken in *'CONNECTED('*) footing_connected=yes ;; esac
  case $footing_shaken in *'errno='[0-9]*)
    footing_errno=\${footing_shaken##*errno=}
    footing_errno=\${footing_errno%%[!0-9]*}
    ;;
  esac
  case $footing_shaken in *'Cipher is (NONE)'*) ;; *'Cipher is '*) footing_secured=yes ;; esac
  case $footing_shaken in *'erify return code: '[0-9]*)
    footing_verified=\${footing_shaken##*erify return code: }
    footing_verified=\${footing_verified%%[!0-9]*}
    ;;
  esac
  printf '%s\\to\\t%s\\t%s\\t%s\\t%s\\t%s\\n' "$footing_number" "$footing_code" "$footing_connected" "$footing_errno" "$footing_secured" "$footing_verified"
  printf '%s\\n' "$footing_shaken" | footing_pieces
}
# Where there is no curl: one usual request, by openssl, to whom it trusts.
footing_request() {
  footing_authority=$footing_host
  case $footing_host in *:*) footing_authority="[$footing_host]" ;; esac
  [ "$footing_port" = 443 ] || footing_authority=$footing_authority:$footing_port
  footing_said=$(
    printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\nUser-Agent: footing\\r\\nAccept: */*\\r\\nConnection: close\\r\\n\\r\\n' "$footing_path" "$footing_authority" |
      footing_within "$footing_seconds" openssl s_client -quiet -verify_return_error "$@" $footing_server $footing_check 2>/dev/null |
      head -c 6000 | tr -d '\\r' | tr -c '\\040-\\176\\n' ' '
  )
  footing_lines=\${footing_said%%"$footing_newline$footing_newline"*}
  case $footing_lines in HTTP/*) ;; *) return 0 ;; esac
  printf '%s\\n' "$footing_lines" | grep -iE '^(http/|content-type:|location:|server:|x-squid-error:|proxy-authenticate:|proxy-status:)' | cut -c 1-300 | footing_tell h
  printf '%s' "\${footing_said#*"$footing_newline$footing_newline"}" | head -c 1000 | tr '\\n' ' ' | footing_tell b
}
footing_go() {
  footing_number=$1
  set -- $2
  footing_scheme=$1 footing_host=$2 footing_port=$3 footing_path=$4 footing_family=$5 footing_addresses=$6 footing_at=$7 footing_by=$8
  footing_proxy=$footing_by footing_login=''
  footing_by=\${footing_by#*://}
  case $footing_at in
    - | =) ;;
    *)
      eval "footing_proxy=\\\${$footing_at-}"
      case $footing_proxy in *@*) footing_login=yes ;; esac
      unset HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
      http_proxy=$footing_proxy https_proxy=$footing_proxy
      export http_proxy https_proxy
      ;;
  esac
  unset NO_PROXY no_proxy
  # A handshake of TLS and nothing behind it: curl would say more than that.
  if [ "$footing_scheme" = tls ] || [ "$footing_version" = none ]; then
    case $footing_scheme$footing_at in https- | tls*) ;; *) return 0 ;; esac
    [ -n "$footing_openssl" ] || return 0
    footing_handshake
    case $footing_scheme$footing_verified in https0) footing_request -connect "$footing_first:$footing_port" ;; esac
    return
  fi
  footing_named=$footing_host:$footing_port
  [ "$footing_at" = - ] || footing_named=$footing_by
  [ -n "$footing_many" ] || footing_addresses=\${footing_addresses%%,*}
  # A number stands for itself.
  footing_pin=''
  case \${footing_named%:*} in *:* | "$footing_addresses") ;; *) footing_pin=$footing_named:$footing_addresses ;; esac
  case $footing_host in *:*) footing_authority="[$footing_host]:$footing_port" ;; *) footing_authority=$footing_host:$footing_port ;; esac
  if [ "$footing_scheme" = tcp ]; then
    # Nothing is said, so it goes on until its time is over.
    footing_url=telnet://$footing_authority footing_small=-
    footing_ask "$footing_seconds"
    footing_result=$footing_code$footing_tab$footing_connected$footing_tab$footing_why$footing_tab$footing_counted
  else
    footing_url=$footing_scheme://$footing_authority$footing_path
    footing_stages
  fi
  printf '%s\\tw\\t%s\\t%s\\n' "$footing_number" "$footing_small" "$footing_result"
  footing_header
  [ "$footing_scheme" = https ] || return 0
  case $footing_sent in
    *'-----BEGIN CERTIFICATE-----'*) printf '%s\\n' "$footing_sent" | footing_pieces ;;
    *) [ -z "$footing_openssl" ] || [ "$footing_connected" = no ] || [ -n "$footing_login" ] || footing_handshake ;;
  esac
}
`;

/**
 * Goes ways to services by curl(1), all at once, each within `$1` whole seconds. `$2` is a word that no server can guess, by
 * which what curl counted is told from what it was sent. Every further word is one way, eight parts
 * with a blank between: scheme, host, port, path, family (4 or 6), addresses with commas between, where the proxy is named
 * (`-` nowhere, `=` in the next part, or a variable of the environment), and that proxy or its host as `host:port`. Where a
 * name leads is said by those addresses, so curl asks no resolver. No password stands in a command line, and none is printed.
 *
 * Prints `curl` and its version, or `none`. Then lines of fields with tabs between, the first of which is a way's number:
 * `w` (how curl ended, and what it counted), `h` (a line of the last answer's header), `b` (how its body begins, where its
 * header does not say what it is), `c` (a piece of the certificates that were sent, in PEM without ends of lines) and
 * `o` (what openssl said of a handshake). Each is written at once, so that ways do not mix (pipe(7): up to 4096 bytes).
 *
 * Only curl's exit codes, its numbers and the words of errno are read: what libraries of TLS say differs. Made for curl 7.29
 * and later.
 */
export const outwardScript = `${outwardWords}footing_index=0
for footing_word; do
  footing_go "$footing_index" "$footing_word" &
  footing_index=$((footing_index + 1))
done
wait
`;
