import { shellWord } from "../../facts/shell-word.ts";
import { stores } from "../trust-stores.ts";
import { namesScript } from "./names.ts";
import { outwardWords } from "./outward.ts";
import { refusesInShell } from "./refused.ts";
import { neededTools } from "./needed-tools.ts";

/** How many ways are gone at once: as many as a small machine carries. */
export const atOnce = 40;

/**
 * Tries services where nobody is at the other end who could say how: what names stand for, which proxies the environment
 * names and by which ways a service is reached is found out there, in one go. `$1` and `$2` are as for `outwardScript`; every
 * further word is a service, five parts with a blank between: scheme, host, port, path, and the proxy that is given for it
 * (`-`: what the variables name counts). Each goes directly and by its proxy where NO_PROXY may except it: whoever reads what
 * came knows which of them counts. What was tried in vain is tried once more.
 *
 * Prints lines of fields with a tab between: `v` (`NAME=value` of a variable that names proxies, or hosts that go without, no
 * name and no password in it), `s` (the number of a service, and its word), `n` (a name, and an address or `none`), `x` (there is no getent), and
 * `ways`; then what `outwardScript` prints, where the number of a way is `SERVICE.BY.FAMILY.TRY`, `k` stands for the certificates
 * of another way, and `r` is a root that this host trusts and that may have signed some of them, in base64.
 */
export const carriedOutwardScript = `LC_ALL=C
export LC_ALL
set -f
footing_waits=$1
${neededTools("awk", "tr")}${refusesInShell}# A proxy as it may be carried. What may be a piece of a password is told as no URL.
footing_shown() {
  footing_front='' footing_rest=$1
  case $footing_rest in
    [Hh][Tt][Tt][Pp]://* | [Hh][Tt][Tt][Pp][Ss]://* | [Ss][Oo][Cc][Kk][Ss]*://*)
      footing_front=\${footing_rest%%://*}:// footing_rest=\${footing_rest#*://}
      ;;
    *://*) footing_front='-://' footing_rest=- ;;
  esac
  case $footing_rest in
    *@*)
      case \${footing_rest%@*} in
        *[/?#@\\\\]*) footing_rest=-/@ ;;
        *) footing_rest=login@\${footing_rest##*@} ;;
      esac
      ;;
  esac
  [ "$footing_rest" = -/@ ] || footing_rest=\${footing_rest%%[/?#\\\\]*}
  footing_show=$footing_front$footing_rest
}
# Where a proxy is: its scheme, host and port. Fails for what is none that can be tried.
footing_place() {
  footing_shown "$1"
  footing_secure=http footing_usual=1080 footing_rest=$footing_show
  case $footing_show in
    [Hh][Tt][Tt][Pp][Ss]://*) footing_secure=https footing_usual=443 footing_rest=\${footing_show#*://} ;;
    [Hh][Tt][Tt][Pp]://*) footing_rest=\${footing_show#*://} ;;
    *://*) return 1 ;;
  esac
  footing_rest=\${footing_rest#login@}
  footing_place_port=''
  case $footing_rest in
    '['*']:'*) footing_place_port=\${footing_rest##*]:} footing_place_host=\${footing_rest%%]*} ;;
    '['*']') footing_place_host=\${footing_rest%%]*} ;;
    *:*) footing_place_port=\${footing_rest##*:} footing_place_host=\${footing_rest%%:*} ;;
    *) footing_place_host=$footing_rest ;;
  esac
  footing_place_host=$(printf '%s' "\${footing_place_host#'['}" | tr A-Z a-z)
  footing_place_port=\${footing_place_port:-$footing_usual}
  case $footing_place_host in '' | -* | *[!a-z0-9._:-]*) return 1 ;; esac
  case $footing_place_port in *[!0-9]*) return 1 ;; esac
}
# The proxy of a service: the variable that names it, \`=\` where it is given, or none; and its value.
footing_chosen() {
  footing_variable='' footing_value=''
  if [ "$5" != - ]; then
    footing_variable='=' footing_value=$5
    return
  fi
  case $1 in https) set -- https_proxy HTTPS_PROXY all_proxy ALL_PROXY ;; http) set -- http_proxy all_proxy ALL_PROXY ;; *) return ;; esac
  for footing_variable; do
    eval "footing_value=\\\${$footing_variable-}"
    [ -z "$footing_value" ] || return 0
  done
  footing_variable=''
}
footing_ask_for() {
  case $1 in *:*) return ;; *[!0-9.]*) ;; *) return ;; esac
  case " $footing_asked " in *" $1 "*) ;; *) footing_asked="$footing_asked $1" ;; esac
}
# The addresses of one family, with commas between. Fails where there is none, or one that is never spoken to.
footing_addresses_of() {
  case $1 in
    *:*) [ "$2" = 6 ] && footing_found=$1 || return 1 ;;
    *[!0-9.]*)
      footing_found=$(printf '%s\\n' "$footing_told" | awk -v name="$1" -v family="$2" '
        $1 == name && $2 != "none" && (index($2, ":") > 0) == (family == 6) && !seen[$2]++ { print $2 }')
      ;;
    *) [ "$2" = 4 ] && footing_found=$1 || return 1 ;;
  esac
  [ -n "$footing_found" ] || return 1
  footing_listed='' footing_nth=0
  for footing_address in $footing_found; do
    if footing_refuses "$footing_address"; then return 1; fi
    case $footing_address in 0.0.0.0 | :: | ::ffff:0.0.0.0) return 1 ;; esac
    footing_nth=$((footing_nth + 1))
    [ "$footing_nth" -gt 4 ] || footing_listed=$footing_listed,$footing_address
  done
  footing_listed=\${footing_listed#,}
}
for footing_variable in https_proxy HTTPS_PROXY http_proxy all_proxy ALL_PROXY no_proxy NO_PROXY; do
  eval "footing_value=\\\${$footing_variable-}"
  [ -n "$footing_value" ] || continue
  case $footing_variable in
    no_proxy | NO_PROXY) footing_show=$footing_value ;;
    *) footing_shown "$footing_value" ;;
  esac
  printf 'v\\t%s=%s\\n' "$footing_variable" "$(printf '%s' "$footing_show" | tr -c '\\040-\\176' ' ')"
done
footing_excepts=\${no_proxy:-\${NO_PROXY-}}
footing_asked='' footing_service=0
footing_list() {
  printf 's\\t%s\\t%s %s %s %s %s\\n' "$footing_service" "$@"
  footing_ask_for "$2"
  footing_chosen "$@"
  [ -z "$footing_variable" ] || ! footing_place "$footing_value" || footing_ask_for "$footing_place_host"
}
footing_each() {
  footing_do=$1 footing_service=0
  shift 3
  for footing_word; do
    $footing_do $footing_word
    footing_service=$((footing_service + 1))
  done
}
footing_each footing_list "$@"
footing_names=${shellWord(namesScript)}
footing_told=$(/bin/sh -c "$footing_names" footing-names "$footing_waits" $footing_asked </dev/null)
if [ "$?" = 3 ]; then printf 'x\\n'; fi
[ -z "$footing_told" ] || printf '%s\\n' "$footing_told" | awk '{ print "n\\t" $1 " " $2 }'
printf 'ways\\n'
${outwardWords}
footing_started=0
footing_once() {
  footing_code=0
  footing_go "$@"
  [ "$footing_code" = 0 ]
}
footing_twice() {
  ( footing_once "$1.1" "$2" ) || { sleep 1; footing_once "$1.2" "$2"; }
}
# By whom, where that is, and the word for whom the name is to be resolved.
footing_set_out() {
  for footing_kind in 4 6; do
    footing_addresses_of "$3" "$footing_kind" || continue
    footing_twice "$footing_service.$1.$footing_kind" "$footing_plainly $footing_kind $footing_listed $1 $2" &
    footing_started=$((footing_started + 1))
    [ $((footing_started % ${atOnce})) != 0 ] || wait
  done
}
footing_leave() {
  footing_plainly="$1 $2 $3 $4"
  footing_chosen "$@"
  if [ -z "$footing_variable" ] || [ -n "$footing_excepts" ]; then footing_set_out - - "$2"; fi
  [ -n "$footing_variable" ] && footing_place "$footing_value" || return 0
  case $footing_place_host in *:*) footing_beside="[$footing_place_host]" ;; *) footing_beside=$footing_place_host ;; esac
  footing_set_out "$footing_variable" "$footing_secure://$footing_beside:$footing_place_port" "$footing_place_host"
}
# Certificates that several ways were sent stand once: those of both families are the same.
footing_once_each='$2 == "c" { held[$1] = held[$1] $3; next }
{ print | "cat >&3"; fflush("cat >&3") }
END {
  for (way in held) {
    sent = held[way]
    if (sent in first) { print way "\\tk\\t" first[sent] | "cat >&3"; continue }
    first[sent] = way
    for (at = 1; at <= length(sent); at += 1500) print way "\\tc\\t" substr(sent, at, 1500) | "cat >&3"
    count = split(sent, certificates, "-----BEGIN CERTIFICATE-----")
    for (at = 2; at <= count; at++) {
      sub(/-----END.*/, "", certificates[at])
      if (!seen[certificates[at]]++) print certificates[at]
    }
  }
}'
{ footing_certified=$( { footing_each footing_leave - - "$@"; wait; } | awk -F '\\t' "$footing_once_each" ); } 3>&1
[ -n "$footing_openssl" ] && [ -n "$footing_certified" ] || exit 0
# By the hash of a name (openssl-x509(1)): which authorities that this host trusts may have signed what was sent.
footing_hash() {
  { echo '-----BEGIN CERTIFICATE-----'; printf '%s\\n' "$2" | fold -w 64; echo '-----END CERTIFICATE-----'; } |
    openssl x509 -noout "$1" 2>/dev/null
}
footing_issuers=' '
for footing_one in $footing_certified; do footing_issuers="$footing_issuers$(footing_hash -issuer_hash "$footing_one") "; done
for footing_store in \${SSL_CERT_FILE:-${stores.join(" ")}}; do
  [ -r "$footing_store" ] || continue
  for footing_one in $(
    awk '/BEGIN CERTIFICATE/ { text = ""; next } /END CERTIFICATE/ { print text; next } { text = text $0 }' "$footing_store" |
      tr -cd 'A-Za-z0-9+/=\\n'
  ); do
    case $footing_issuers in *" $(footing_hash -subject_hash "$footing_one") "*) printf 'r\\t%s\\n' "$footing_one" ;; esac
  done
  break
done
`;
