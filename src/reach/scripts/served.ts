import { refusesInShell } from "./refused.ts";

/**
 * Asks the server `$1` at the port `$2` for the certificate of the name `$3` (none where it is empty), by openssl. The first
 * line is a word: `served` with what openssl printed behind it, `refused-address`, `void-address`, `no-such-name`, `no-resolver`,
 * `resolver-failed`, `cannot-tell`, `refused`, `no-tls`, `silent`, or `no-openssl`. Where the name leads is seen before anything is sent there.
 */
export const servedScript = `LC_ALL=C
export LC_ALL
command -v openssl >/dev/null 2>&1 || { echo no-openssl; exit 0; }
case $1 in
  *:* | *[!0-9.]*) footing_number='' ;;
  *.*.*.*) footing_number=yes ;;
  *) footing_number='' ;;
esac
case $1 in *:*) footing_number=yes ;; esac
if [ -n "$footing_number" ]; then
  footing_addresses=$1
elif command -v getent >/dev/null 2>&1; then
  footing_addresses=$(getent ahosts "$1" 2>/dev/null | awk '!seen[$1]++ { print $1 }' | head -n 4)
  if [ -z "$footing_addresses" ]; then
    # getent says the same of a name that does not exist and of a resolver that fails.
    perl -MSocket=getaddrinfo -e '
      my ($failed) = getaddrinfo(shift);
      my @none = map { my $code = Socket->can($_); $code ? eval { $code->() } // () : () } qw(EAI_NONAME EAI_NODATA);
      exit(!$failed ? 4 : (grep { $failed == $_ } @none) ? 5 : 6);
    ' "$1" >/dev/null 2>&1
    case $? in
      5) echo no-such-name ;;
      4 | 6) echo resolver-failed ;;
      *) echo cannot-tell ;;
    esac
    exit 0
  fi
else
  echo no-resolver
  exit 0
fi
${refusesInShell}for footing_address in $footing_addresses; do
  if footing_refuses "$footing_address"; then
    printf 'refused-address\\n%s\\n' "$footing_address"
    exit 0
  fi
  case $footing_address in 0.0.0.0 | ::) echo void-address; exit 0 ;; esac
done
footing_why=silent
for footing_address in $footing_addresses; do
  case $footing_address in *:*) footing_at="[$footing_address]:$2" ;; *) footing_at=$footing_address:$2 ;; esac
  if [ -n "$3" ]; then set -- "$1" "$2" "$3" -servername "$3"; else set -- "$1" "$2" ""; fi
  footing_told=$(
    shift 3
    openssl s_client -connect "$footing_at" -showcerts -cipher DEFAULT@SECLEVEL=0 "$@" 2>&1 </dev/null
  )
  case $footing_told in
    *'-----BEGIN CERTIFICATE-----'*) printf 'served\\n%s\\n' "$footing_told"; exit 0 ;;
    *'Connection refused'*) [ "$footing_why" != silent ] || footing_why=refused ;;
    *'CONNECTED('*) footing_why=no-tls ;;
  esac
done
echo "$footing_why"
`;
