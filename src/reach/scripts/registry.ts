import { refusesInShell } from "./refused.ts";
import { neededTools } from "./needed-tools.ts";

/**
 * Lets the engine itself ask registries, each `$1`… a host, with its port where that is not 443: by pulling what cannot
 * exist, a name of ours by a digest of zeros. A registry says so, or that it wants a login; nothing is written. Docker Hub's
 * mirrors are asked the same besides, each by its own host, since they stand in its place.
 *
 * Prints a line for each that was asked, fields with tabs between: the host, `registry` or the mirror's URL, the client's
 * exit code, and the words of the engine. `refused` in place of the code: the name leads to an address that is never spoken
 * to. An engine waits 15 to 30 s by itself (Client.Timeout of its ping; net.Dialer of containerd), and its words are what is
 * wanted. Where no engine answers, its client's words are on the error stream and the exit code is 1.
 */
export const registryScript = `LC_ALL=C
export LC_ALL
docker version --format '{{.Server.Version}}' >/dev/null </dev/null || exit 1
${neededTools("tr", "grep", "tail", "awk")}footing_limit=''
! command -v timeout >/dev/null 2>&1 || footing_limit='timeout 40'
footing_zeros=0000000000000000
footing_name=footing-probe/footing-probe@sha256:$footing_zeros$footing_zeros$footing_zeros$footing_zeros
footing_pull() {
  footing_said=$($footing_limit docker pull -q "$1/$footing_name" 2>&1 </dev/null)
  footing_code=$?
  footing_words=$(printf '%s\\n' "$footing_said" | tr -c '\\040-\\176\\n' ' ' | grep '^Error' | tail -n 1)
  [ -n "$footing_words" ] || footing_words=$(printf '%s\\n' "$footing_said" | tr -c '\\040-\\176\\n' ' ' | tail -n 1)
}
${refusesInShell}# What was lost on the way may be found the next time.
footing_try() {
  case $1 in '['*) footing_name_of=\${1#?} footing_name_of=\${footing_name_of%%]*} ;; *) footing_name_of=\${1%%:*} ;; esac
  for footing_address in $(getent ahosts "$footing_name_of" 2>/dev/null | awk '{ print $1 }'); do
    footing_refuses "$footing_address" || continue
    printf '%s\\t%s\\trefused\\t\\n' "$2" "$3"
    return
  done
  footing_began=$(date +%s)
  footing_pull "$1"
  case $footing_words in
    *'i/o timeout'* | *'Client.Timeout'* | *'deadline exceeded'* | *'handshake timeout'* | *'connection reset'* | *EOF | *'misbehaving'*)
      [ $(($(date +%s) - footing_began)) -ge 20 ] || footing_pull "$1"
      ;;
  esac
  printf '%s\\t%s\\t%s\\t%.1000s\\n' "$2" "$3" "$footing_code" "$footing_words"
}
for footing_host; do
  footing_try "$footing_host" "$footing_host" registry &
  [ "$footing_host" = docker.io ] || continue
  for footing_mirror in $(docker info --format '{{range .RegistryConfig.Mirrors}}{{println .}}{{end}}' 2>/dev/null </dev/null); do
    footing_at=\${footing_mirror#*://}
    footing_try "\${footing_at%%/*}" "$footing_host" "$footing_mirror" &
  done
done
wait
`;
