import { neededTools } from "./needed-tools.ts";

/**
 * Asks the system there what names stand for, all at once and each within `$1` whole seconds: `name address …` a line. Of one
 * that getent(1) does not find it does not say whether it exists: where getaddrinfo(3) says so by Perl or Python, or
 * nslookup(1) has NXDOMAIN, the line is `name none`.
 */
export const namesScript = `command -v getent >/dev/null || exit 3
${neededTools("sed")}footing_seconds=$1
shift
footing_limit=''
! command -v timeout >/dev/null 2>&1 || footing_limit="timeout $footing_seconds"
footing_none() {
  if perl -MSocket=getaddrinfo,SOCK_STREAM -e 1 2>/dev/null; then
    $footing_limit perl -MSocket=getaddrinfo,SOCK_STREAM -e '
      my ($error) = getaddrinfo($ARGV[0], "", { socktype => SOCK_STREAM });
      exit($error + 0 == -2 || $error + 0 == -5 ? 0 : 1)' "$1"
  elif command -v python3 >/dev/null 2>&1; then
    $footing_limit python3 -c '
import socket, sys
try:
    socket.getaddrinfo(sys.argv[1], None, 0, socket.SOCK_STREAM)
except socket.gaierror as error:
    sys.exit(0 if error.errno in (-2, -5) else 1)
sys.exit(1)' "$1"
  else
    $footing_limit nslookup "$1" 2>&1 | grep -q NXDOMAIN
  fi
}
for footing_name; do
  (
    footing_found=$($footing_limit getent ahosts "$footing_name" 2>/dev/null)
    footing_code=$?
    if [ -n "$footing_found" ]; then
      printf '%s\\n' "$footing_found" | sed "s|^|$footing_name |"
    elif [ "$footing_code" = 2 ] && footing_none "$footing_name" </dev/null >/dev/null 2>&1; then
      printf '%s none\\n' "$footing_name"
    fi
  ) &
done
wait`;
