/**
 * Looks at a folder that a person named, without changing anything. Prints `key<TAB>value` lines: `problem` (missing,
 * not-a-folder, denied, or somebody's words) or else `mode` (octal, as chmod takes it), `owner`, `group`, `free` (what
 * other users than root can write, in bytes), `writable` (yes or no, by access(2), which knows nothing of a full disk);
 * `end` at last.
 */
export const folderScript = `LC_ALL=C
export LC_ALL
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
say() { printf '%s\\t%s\\n' "$1" "$2"; }
end() { say end ''; exit 0; }
case $1 in /*) path=$1 ;; *) path=./$1 ;; esac
if [ ! -d "$path" ]; then
  if [ -e "$path" ]; then say problem not-a-folder; end; fi
  words=$(ls -dL -- "$path" 2>&1 >/dev/null)
  case $words in
    *': No such file or directory' | *': Not a directory') say problem missing ;;
    *': Permission denied' | *': Operation not permitted') say problem denied ;;
    *) say problem "\${words##*: }" ;;
  esac
  end
fi
about=$(stat -L -c '%a %U %G' -- "$path" 2>/dev/null) || about=$(stat -L -f '%Lp %Su %Sg' -- "$path" 2>/dev/null) || about=''
set -- $about
[ -z "$1" ] || { say mode "$1"; say owner "$2"; say group "$3"; }
set -- $(stat -f -c '%S %a' -- "$path" 2>/dev/null)
case $1$2 in
  '' | *[!0-9]*)
    set -- $(df -kP -- "$path" 2>/dev/null | tail -n 1)
    case $4 in '' | *[!0-9]*) ;; *) say free "$(($4 * 1024))" ;; esac
    ;;
  *) say free "$(($1 * $2))" ;;
esac
if [ -w "$path" ] && [ -x "$path" ]; then say writable yes; else say writable no; fi
end
`;
