/**
 * Looks at a folder that a person named, without changing anything. Prints `key<TAB>value` lines: `problem` (missing,
 * not-a-folder, denied, or somebody's words) or else `mode` (octal, as chmod takes it), `owner`, `group` (a number where
 * it has no name), `statfs` (block size and blocks that others than root can write) or `df` (a line of `df -kP`),
 * `writable` (yes or no, by access(2), which knows nothing of a full disk; `unclear` where the shell may only read the mode,
 * as busybox does); `end` at last.
 */
export const folderScript = `LC_ALL=C
export LC_ALL
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
newline='
'
say() { case $2 in *"$newline"*) ;; *) printf '%s\\t%s\\n' "$1" "$2" ;; esac; }
end() { printf 'end\\n'; exit 0; }
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
about() { stat -L -c "$1" -- "$path" 2>/dev/null || stat -L -f "$2" -- "$path" 2>/dev/null; }
named() { case $1 in '' | UNKNOWN) about "$2" "$3" ;; *) printf '%s\\n' "$1" ;; esac; }
say mode "$(about %a %Mp%Lp)"
say owner "$(named "$(about %U %Su)" %u %u)"
say group "$(named "$(about %G %Sg)" %g %g)"
numbers=$(stat -f -c '%S %a' -- "$path" 2>/dev/null)
case $numbers in
  [0-9]*' '[0-9]*) say statfs "$numbers" ;;
  *)
    table=$(df -kP -- "$path" 2>/dev/null)
    say df "\${table##*"$newline"}"
    ;;
esac
# That of busybox reads the mode alone, whatever name it goes by. A redirection is opened by the shell itself.
asks_the_kernel() {
  grep -q BusyBox </proc/self/exe && return 1
  [ $? = 1 ] || [ ! -e /proc/self/exe ] || return 1
  shell=$(readlink "/proc/$$/exe")
  case \${shell##*/} in dash | bash* | zsh* | yash* | *ksh*) return 0 ;; esac
  [ -n "$BASH_VERSION" ]
}
if { ! asks_the_kernel; } 2>/dev/null; then
  say writable unclear
elif [ -w "$path" ] && [ -x "$path" ]; then
  say writable yes
else
  say writable no
fi
end
`;
