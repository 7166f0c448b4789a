/**
 * What listens on a TCP port, by the kernel's tables (proc_pid_net(5)). `$@` the ports, each as four hexadecimal digits. Prints
 * `table<TAB>tcp` or `tcp6`, and `read`, `missing` (the kernel has no such family) or `unreadable`;
 * `listen<TAB>TABLE<TAB>ADDRESS<TAB>INODE<TAB>PORT` for each socket that listens; `owner<TAB>INODE<TAB>PID<TAB>NAME` for those
 * whose program this user, or root by sudo without a prompt, sees; `end` at last.
 *
 * The tables are filtered by grep, since a shell reads them letter by letter. A link in /proc/PID/fd counts as a socket
 * only where that is all it is: a file's name can hold anything.
 */
export const listenersScript = `LC_ALL=C
export LC_ALL
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
found=''
newline='
'
ports=$(IFS='|' && printf '%s' "$*")
# Fails at a line that is none of the kernel's: who holds what is not known then. No line goes by a file, as a here-document
# does in some shells: where none can be made, nothing would be read.
listed() {
  while [ -n "$lines" ]; do
    set -- \${lines%%"$newline"*}
    case $lines in *"$newline"*) lines=\${lines#*"$newline"} ;; *) lines='' ;; esac
    case $4,\${10} in 0A,*[!0-9]* | 0A,) return 1 ;; 0A,*) ;; *) return 1 ;; esac
    printf 'listen\\t%s\\t%s\\t%s\\t%s\\n' "$table" "\${2%:*}" "\${10}" "\${2##*:}"
    found="$found \${10}"
  done
}
for table in tcp tcp6; do
  if [ ! -e "/proc/net/$table" ]; then
    if [ -e /proc/net/dev ]; then printf 'table\\t%s\\tmissing\\n' "$table"; else printf 'table\\t%s\\tunreadable\\n' "$table"; fi
    continue
  fi
  lines=$(grep -E "^ *[0-9]+: [0-9A-F]+:($ports) [0-9A-F]+:[0-9A-F]+ 0A " "/proc/net/$table")
  case $?,$lines in 0,?* | 1,) listed ;; *) false ;; esac || {
    printf 'table\\t%s\\tunreadable\\n' "$table"
    continue
  }
  printf 'table\\t%s\\tread\\n' "$table"
done
owners() {
  awk -v wanted="$found" '
    BEGIN { many = split(wanted, inodes, " ") }
    /^\\/proc\\/[0-9]+\\/fd:$/ { split($0, parts, "/"); process = parts[3]; next }
    {
      arrow = index($0, " -> ")
      if (arrow == 0 || substr($0, 1, 1) != "l") next
      target = substr($0, arrow + 4)
      for (one = 1; one <= many; one++) if (target == "socket:[" inodes[one] "]") print inodes[one], process
    }
  ' | sort -u | head -n 2000 | while read -r inode process; do
    IFS= read -r program 2>/dev/null <"/proc/$process/comm" || program='?'
    printf 'owner\\t%s\\t%s\\t%s\\n' "$inode" "$process" "$program"
  done
}
if [ -n "$found" ]; then
  told=$(ls -l /proc/[0-9]*/fd 2>/dev/null | owners)
  if [ -z "$told" ] && [ "$(id -u)" != 0 ]; then
    told=$(timeout -k 1 3 sudo -n timeout -k 1 2 sh -c 'ls -l /proc/[0-9]*/fd' 2>/dev/null </dev/null | owners)
  fi
  [ -z "$told" ] || printf '%s\\n' "$told"
fi
printf 'end\\n'
`;
