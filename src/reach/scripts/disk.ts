/**
 * Looks at the file system that holds a path, in POSIX sh with the stat, df and readlink of GNU, busybox or BSD. It runs
 * in a child, here or on another host, since a path that a person gave may hang for ever.
 *
 * The path is walked name by name. Only a name that does not exist ends the walk at its parent; one that may not be
 * looked at, or whose mount is dead, is a `problem`, because the parent's figures would be those of another disk.
 *
 * It prints `key<TAB>value` lines: `at` where the walk ended, `sort` (folder, file), `climbed` (yes, no), `statfs`
 * (statfs(2): fragment size, blocks, free, available to non-root, inodes, inodes free, type) or `df` (a line of
 * `df -kP`), with it on macOS and BSD `inodes` (a line of `df -k`) and `bsd` (the line of `mount`), `number` (st_dev),
 * `mount` (the line of /proc/self/mountinfo), then the block devices below: `device`, `attribute` and `parent`, each with
 * its `major:minor`. The last line is `end`; output without it is not whole.
 *
 * Of several paths each is looked at beside the others, so that one that hangs holds up none, and every line begins with
 * the number of its path and a tab.
 */
export const diskScript = `LC_ALL=C
export LC_ALL
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
tab='	'
newline='
'
say() {
  case $2 in *["$tab$newline"]*) printf '%s\\t(a name with line breaks)\\n' "$front$1" ;; *) printf '%s\\t%s\\n' "$front$1" "$2" ;; esac
}
problem() {
  say problem "$1"
  say words "$2"
  printf '%send\\n' "$front"
  exit 0
}
understand_missing() {
  words=$(ls -d -- "$1" 2>&1 >/dev/null)
  case $words in
    *': No such file or directory') climbed=yes ;;
    *': Permission denied' | *': Operation not permitted') problem denied "$1" ;;
    *': Not a directory') problem obstructed "$here" ;;
    '') problem moving "$1" ;;
    *) problem broken "\${words##*: }" ;;
  esac
}
walk() {
  rest=$1 here='' hops=0 climbed=no sort=folder
  while [ -n "$rest" ]; do
    case $rest in
      */*) name=\${rest%%/*} rest=\${rest#*/} ;;
      *) name=$rest rest='' ;;
    esac
    case $name in
      '' | .) continue ;;
      ..) here=\${here%/*}; continue ;;
    esac
    next=$here/$name
    if [ -L "$next" ]; then
      hops=$((hops + 1))
      [ "$hops" -le 40 ] || problem broken 'Too many levels of symbolic links'
      target=$(readlink "$next") || problem broken 'a symbolic link that cannot be read'
      case $target in /*) here='' ;; esac
      rest=$target/$rest
    elif [ -d "$next" ]; then
      here=$next
    elif [ -e "$next" ]; then
      case $rest in *[!/.]*) problem obstructed "$next" ;; esac
      [ -f "$next" ] || problem special "$next"
      here=$next sort=file
      return
    else
      understand_missing "$next"
      return
    fi
  done
}
find_mount() {
  wanted=$1
  case $wanted in
    *[" $tab"\\\\]*) wanted=$(printf '%s' "$wanted" | sed 's/\\\\/\\\\134/g; s/ /\\\\040/g; s/'"$tab"'/\\\\011/g') ;;
  esac
  mount='' mounted=''
  longest=0
  [ -r /proc/self/mountinfo ] || return 0
  while IFS=' ' read -r number parent device root point others; do
    case $wanted/ in "$point"/*) ;; *) [ "$point" = / ] || continue ;; esac
    [ "\${#point}" -ge "$longest" ] || continue
    longest=\${#point} mounted=$device mount="$number $parent $device $root $point $others"
  done </proc/self/mountinfo
}
attribute() {
  [ -r "$3" ] || return 0
  value=''
  { IFS= read -r value || [ -n "$value" ]; } 2>/dev/null <"$3" || return 0
  say "attribute$tab$1$tab$2" "$value"
}
follow() {
  case $1 in 0:* | '') return 0 ;; esac
  if [ "$2" -gt 8 ]; then
    printf '%scut\\n' "$front"
    return 0
  fi
  (
    folder=$(cd -P "/sys/dev/block/$1" 2>/dev/null && pwd -P) || exit 0
    say "device$tab$1" "$folder"
    if [ -e "$folder/partition" ]; then
      read -r whole <"\${folder%/*}/dev" || exit 0
      say "parent$tab$1" "$whole"
      follow "$whole" $(($2 + 1))
      exit 0
    fi
    for name in queue/rotational removable device/vendor device/model device/transport dm/uuid dm/name md/level loop/backing_file; do
      attribute "$1" "$name" "$folder/$name"
    done
    for file in "$folder"/device/nvme*/transport; do
      attribute "$1" device/transport "$file"
    done
    for file in "$folder"/slaves/*/dev; do
      [ -r "$file" ] && read -r below <"$file" || continue
      say "parent$tab$1" "$below"
      follow "$below" $(($2 + 1))
    done
    if [ -r "$folder/loop/backing_file" ]; then
      IFS= read -r file <"$folder/loop/backing_file"
      [ -e "$file" ] || exit 0
      find_mount "$file"
      say "parent$tab$1" "$mounted"
      follow "$mounted" $(($2 + 1))
    fi
  )
}
ask_bsd() {
  counted=$(df -k "$1" 2>/dev/null) && say inodes "\${counted##*"$newline"}"
  point=\${table#*% }
  while :; do
    case $point in ' '*) point=\${point# } ;; *) break ;; esac
  done
  mount 2>/dev/null | while IFS= read -r line; do
    case $line in *" on $point ("*) say bsd "$line" ;; esac
  done
}
look() {
  case $1 in /*) walk "$1" ;; *) walk "$(pwd -P)/$1" ;; esac
  at=\${here:-/}
  say at "$at"
  say sort "$sort"
  say climbed "$climbed"
  numbers=$(stat -f -c '%S %b %f %a %c %d %t %T' -- "$at" 2>&1)
  case $numbers in
    [0-9]*' '[0-9]*' '[0-9]*' '[0-9]*) say statfs "$numbers" ;;
    *)
      table=$(df -kP "$at" 2>/dev/null) || problem broken "\${numbers##*: }"
      table=\${table##*"$newline"}
      say df "$table"
      [ -r /proc/self/mountinfo ] || ask_bsd "$at"
      ;;
  esac
  number=$(stat -c '%d' -- "$at" 2>/dev/null) && say number "$number"
  find_mount "$at"
  [ -z "$mount" ] || say mount "$mount"
  follow "$mounted" 0
  printf '%send\\n' "$front"
}
front=''
if [ "$#" = 1 ]; then
  look "$1"
else
  number=0
  for path in "$@"; do
    number=$((number + 1))
    (front=$number$tab; look "$path") &
  done
  wait
fi
`;
