/**
 * Part of `farWords`: who watches over a program. `footing_watched SECONDS TIDY COMMAND…` keeps its limit where there is no
 * timeout(1); `footing_guarded COMMAND…` ends it at a line, or at the end of the input.
 *
 * A shell of ours that is ended does not end what it waits for, so all below it is. What takes away what it made, and has
 * its time for that, is asked alone.
 */
export const watchWords = `footing_parents() {
  if [ ! -d /proc/self ]; then
    ps -A -o pid= -o ppid=
    return
  fi
  for footing_stat in /proc/[0-9]*/stat; do
    { read -r footing_line <"$footing_stat"; } 2>/dev/null || continue
    footing_stat=\${footing_stat#/proc/}
    set -- \${footing_line##*\\) }
    printf '%s %s\\n' "\${footing_stat%/stat}" "$2"
  done
}
# All that it started, and what that has started, itself first.
footing_below() {
  footing_tree=" $1 " footing_before=''
  footing_pairs=$(footing_parents)
  while [ "$footing_before" != "$footing_tree" ]; do
    footing_before=$footing_tree
    set -- $footing_pairs
    while [ "$#" -gt 1 ]; do
      case $footing_tree in *" $1 "*) ;; *" $2 "*) footing_tree="$footing_tree$1 " ;; esac
      shift 2
    done
  done
}
footing_watched() {
  footing_seconds=$1 footing_tidy=$2
  shift 2
  "$@" &
  footing_child=$!
  (
    # Outright: between fork and exec a child has its shell's own handler, and what comes then is lost.
    trap 'kill -9 "$!" 2>/dev/null; exit 0' TERM
    sleep "$footing_seconds" &
    wait "$!"
    footing_tree=$footing_child
    [ "$footing_tidy" != 1 ] || footing_below "$footing_child"
    kill $footing_tree
    sleep "$footing_tidy" &
    wait "$!"
    footing_below "$footing_child"
    kill -9 $footing_tree
  ) >/dev/null 2>&1 3>&- 4>&- &
  footing_watcher=$!
  wait "$footing_child"
  footing_code=$?
  kill "$footing_watcher" 2>/dev/null
  return "$footing_code"
}
footing_guarded() {
  "$@" 5<&- &
  footing_child=$!
  (
    # One that gave up, or was interrupted, has read nothing: a line or the end of the input leaves 0 or 1.
    while read -r footing_line <&5; [ "$?" -gt 128 ]; do :; done
    # Twice, since the first may be lost where it has only just begun.
    kill "$footing_child"
    sleep 1
    kill "$footing_child"
  ) >/dev/null 2>&1 &
  footing_watcher=$!
  wait "$footing_child"
  footing_code=$?
  kill "$footing_watcher" 2>/dev/null
  wait "$footing_watcher" 2>/dev/null
  return "$footing_code"
}
`;
