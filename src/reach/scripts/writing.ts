import { ownedWords } from "./owned.ts";

/**
 * Really writes into a folder: creates a file, fills it, has it brought to the disk, reads it back and removes it. `$1` a
 * word that begins the script's own lines, `$2` yes to remove what earlier runs left, `$3` the folder.
 *
 * The file is opened once, by a name that nobody could know before, so that it is new and no link (with `set -C` the
 * shell gives O_CREAT and O_EXCL; open(2)), and everything after goes through that descriptor. The script stands in
 * the folder itself: where its path is changed meanwhile, nothing is written elsewhere. As root it does not begin where
 * the path's last part is a link, or where a folder on the way lets others write without the sticky bit.
 *
 * It prints `unsafe` with why, or `step<TAB>NAME` (enter, create, write, sync, read, remove), what programs said, and
 * `exit<TAB>CODE`; `found`, `removed`, `left`; `end` at last.
 */
export const writingScript = `mark=$1 clean=$2 folder=$3
${ownedWords}
umask 077
set -C
made=''
end() { say end ''; exit 0; }
tidy() {
  [ -n "$made" ] || return 0
  rm -f "./$name" 2>/dev/null || say left "file $folder/$name"
  made=''
}
stop() { trap '' TERM INT HUP; tidy; end; }
trap stop TERM INT HUP
step() { say step "$1"; }
result() { say exit "$1"; [ "$1" = 0 ]; }
case $folder in /*) ;; *) folder=$(pwd -P)/$folder ;; esac
while :; do case $folder in ?*/) folder=\${folder%/} ;; *) break ;; esac; done
safe() {
  [ "$(id -u)" = 0 ] || return 0
  [ ! -L "$folder" ] || { say unsafe "$folder is a symbolic link, which somebody could change while it is used"; return 1; }
  above=$folder
  while [ -n "$above" ]; do
    mode=$(stat -L -c '%a' -- "$above" 2>/dev/null || stat -L -f '%Mp%Lp' -- "$above" 2>/dev/null) || break
    case $mode in
      *[2367]) case $mode in [1357]???) ;; *) say unsafe "every user may write into $above"; return 1 ;; esac ;;
    esac
    above=\${above%/*}
  done
}
safe || end
step enter
cd -P -- "$folder" 2>&1
result $? || end
if [ "$(id -u)" = 0 ] && [ "$(pwd -P)" != "$(cd -P -- "$folder" 2>/dev/null && pwd -P)" ]; then
  say unsafe "$folder was changed while it was looked at"
  end
fi
for one in ./footing-probe-*; do
  [ -e "$one" ] || [ -L "$one" ] || continue
  one=\${one#./}
  in_use "$one" && continue
  case $one in *"$newline"*) continue ;; esac
  if [ "$clean" = yes ] && rm -f "./$one" 2>/dev/null; then say removed "file $folder/$one"; else say found "file $folder/$one"; fi
done
step create
{ command exec 3>"./$name"; } 2>&1
result $? || end
made=yes
line=$random$random$random$random
lines=512
step write
count=0
while [ "$count" -lt "$lines" ]; do printf '%s\\n' "$line"; count=$((count + 1)); done 2>/dev/null | cat 2>&1 >&3
result $? || { tidy; end; }
step sync
{ dd if=/dev/null conv=fsync 2>&1 >&3 | grep -v 'records'; } || :
dd if=/dev/null conv=fsync >&3 2>/dev/null
result $? || { tidy; end; }
step read
if [ -e /proc/self/fd/3 ]; then back=/proc/self/fd/3; else back=./$name; fi
[ "$(wc -l <"$back")" -eq "$lines" ] && [ "$(sort -u "$back")" = "$line" ]
result $? || :
step remove
exec 3>&-
rm -f "./$name" 2>&1
code=$?
[ ! -e "./$name" ] || code=1
if [ "$code" = 0 ]; then made=''; else say left "file $folder/$name"; made=''; fi
result "$code" || :
end
`;
