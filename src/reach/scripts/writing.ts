import { ownedWords } from "./owned.ts";

/**
 * For root: finds the real place of a folder so that nobody else can lead elsewhere. The path is walked name by name. Its
 * last part must be no link; a link on the way counts only where root alone could have made it; no folder on the way may
 * let every user write without the sticky bit. Whoever owns a folder on the way can still swap what lies in it, so
 * `enter_safely` looks where it has come to: a folder that is entered stays the same, whatever its path leads to later.
 */
const safePlaceWords = `unsafe() { say unsafe "$1"; end; }
about() { stat -c '%u %a' -- "$1" 2>/dev/null || stat -f '%u %Mp%Lp' -- "$1" 2>/dev/null; }
open_to_all() { case $1 in [1357]???) return 1 ;; *[2367]) return 0 ;; esac; return 1; }
of_root_alone() {
  set -- "$2" $(about "$1")
  [ "$2" = 0 ] || return 1
  case $3 in
    [1357]???)
      set -- $(about "$1")
      [ "$1" = 0 ]
      ;;
    *[2367] | *[2367]?) return 1 ;;
    *) [ -n "$3" ] ;;
  esac
}
find_place() {
  rest=$1 here='' hops=0
  while [ -n "$rest" ]; do
    case $rest in
      */*) part=\${rest%%/*} rest=\${rest#*/} ;;
      *) part=$rest rest='' ;;
    esac
    case $part in
      '' | .) continue ;;
      ..) here=\${here%/*}; continue ;;
    esac
    next=$here/$part
    if [ ! -L "$next" ]; then
      here=$next
      continue
    fi
    case $rest in *[!/.]*) ;; *) unsafe 'its last part is a symbolic link, which somebody could change while it is used' ;; esac
    of_root_alone "\${here:-/}" "$next" || unsafe 'others could change a symbolic link on the way while it is used'
    hops=$((hops + 1))
    [ "$hops" -le 40 ] || unsafe 'its symbolic links lead round in a ring'
    target=$(readlink "$next" && printf .) || unsafe 'a symbolic link on the way was changed meanwhile'
    target=\${target%"$newline".}
    case $target in /*) here='' ;; esac
    rest=$target/$rest
  done
  above=$here
  while :; do
    if [ -d "\${above:-/}" ]; then
      set -- $(about "\${above:-/}")
      [ -n "$2" ] || unsafe 'nothing here tells who may write into it'
      if open_to_all "$2"; then unsafe 'every user may write into it, or into a folder on the way, and remove what others made'; fi
    fi
    [ -n "$above" ] || break
    above=\${above%/*}
  done
}
enter_safely() {
  find_place "$1"
  cd -P -- "\${here:-/}" 2>&1
  result $? || end
  now=$(pwd -P && printf .)
  [ "\${now%"$newline".}" = "\${here:-/}" ] || unsafe 'it was changed while it was looked at'
}
`;

/** Names what earlier runs left in this folder, or removes it: only files, only of names that no person gives. */
const earlierWords = `earlier() {
  count=0
  for one in ./footing-probe-*; do
    one=\${one#./}
    ours "$one" || continue
    if [ -L "./$one" ] || [ ! -f "./$one" ]; then continue; fi
    if in_use "$one"; then continue; fi
    [ "$count" -lt 100 ] || break
    count=$((count + 1))
    if [ "$clean" = yes ] && { [ "$user" = 0 ] || [ -O "./$one" ]; } && rm -f "./$one" 2>/dev/null; then
      say removed "file $told/$one"
    else
      say found "file $told/$one"
    fi
  done
}
`;

/**
 * Really writes into a folder: creates a file, fills it, has it brought to the disk, reads it back and removes it. `$1` a
 * word that begins the script's own lines, `$2` yes to remove what earlier runs left, `$3` the folder.
 *
 * The file is opened once, by a name that nobody could know before, so that it is new and no link (with `set -C` the
 * shell gives O_CREAT and O_EXCL; open(2)), and everything after goes through that descriptor. The script stands in
 * the folder itself: where its path is changed meanwhile, nothing is written elsewhere. So PATH has nothing of the
 * user's, who may have `.` in it.
 *
 * It prints `unsafe` with why, or `step<TAB>NAME` (enter, create, write, sync, read, remove), what programs said, and
 * `exit<TAB>CODE`, or `exit<TAB>unsupported` where nothing here can do that step; `found`, `removed`, `left`; `end` at
 * last. fsync(2) tells of an error once, so it is called once.
 */
export const writingScript = `mark=$1 clean=$2 folder=$3
PATH=/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin
export PATH
${ownedWords}
for tool in cat sort wc dd rm; do
  command -v "$tool" >/dev/null || { say failed "$tool is not there, by which it is tried"; say end ''; exit 0; }
done
umask 077
set -C
made=''
end() { say end ''; exit 0; }
tidy() {
  [ -n "$made" ] || return 0
  made=''
  rm -f "./$name" 2>/dev/null || say left "file $told/$name"
}
stop() { trap '' TERM INT HUP; tidy; end; }
trap stop TERM INT HUP
step() { say step "$1"; }
result() { say exit "$1"; [ "$1" = 0 ]; }
case $folder in /*) ;; *) folder=$(pwd -P)/$folder ;; esac
while :; do case $folder in ?*/) folder=\${folder%/} ;; *) break ;; esac; done
told=$(printf '%s.' "$folder" | tr '\\n\\t' '  ')
told=\${told%.}
user=$(id -u)
${safePlaceWords}${earlierWords}step enter
if [ "$user" = 0 ]; then
  enter_safely "$folder"
else
  cd -P -- "$folder" 2>&1
  result $? || end
fi
earlier
step create
made=yes
{ command exec 3>"./$name"; } 2>&1
code=$?
[ "$code" = 0 ] || made=''
result "$code" || end
line=$random$random$random$random
lines=512
step write
count=0
while [ "$count" -lt "$lines" ]; do printf '%s\\n' "$line"; count=$((count + 1)); done 2>/dev/null | cat 2>&1 >&3
result $? || { tidy; end; }
step sync
words=$(dd if=/dev/null conv=fsync 2>&1 >&3)
code=$?
case $code$words in 0*) ;; *'conv'* | *'onversion'* | *'sage:'*) code=unsupported ;; *) printf '%s\\n' "$words" | grep -v ' records in$\\| records out$\\| copied' ;; esac
result "$code" || [ "$code" = unsupported ] || { tidy; end; }
step read
code=0 back=''
if [ -e /proc/self/fd/3 ]; then back=/proc/self/fd/3; elif [ "$user" != 0 ]; then back=./$name; fi
if [ -z "$back" ]; then
  code=unsupported
elif ! { count=$(wc -l <"$back"); } 2>&1; then
  code=2
elif [ "$count" -ne "$lines" ] || [ "$(sort -u "$back" 2>/dev/null)" != "$line" ]; then
  code=1
fi
result "$code" || :
step remove
exec 3>&-
rm -f "./$name" 2>&1
code=$?
made=''
if [ -e "./$name" ] || [ -L "./$name" ]; then code=1; fi
[ "$code" = 0 ] || say left "file $told/$name"
result "$code" || :
end
`;
