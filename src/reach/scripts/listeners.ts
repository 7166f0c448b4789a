/**
 * What listens on a TCP port, by the kernel's tables (proc_pid_net(5)). `$1` the port, as four hexadecimal digits. Prints
 * `table<TAB>tcp` or `tcp6` for each table that was read, `listen<TAB>TABLE<TAB>ADDRESS<TAB>INODE` for each socket that
 * listens, `owner<TAB>INODE<TAB>PID<TAB>NAME` for those whose program this user, or root by sudo without a prompt, sees;
 * `end` at last.
 */
export const listenersScript = `LC_ALL=C
export LC_ALL
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
found=''
for table in tcp tcp6; do
  [ -r "/proc/net/$table" ] || continue
  while read -r number here there state queues timer again user waited inode others; do
    case $here in *":$1") ;; *) continue ;; esac
    [ "$state" = 0A ] || continue
    printf 'listen\\t%s\\t%s\\t%s\\n' "$table" "\${here%:*}" "$inode"
    found="$found $inode"
  done <"/proc/net/$table"
  printf 'table\\t%s\\n' "$table"
done
owners() {
  awk -v wanted="$found" '
    BEGIN { many = split(wanted, inodes, " ") }
    /^\\/proc\\// { split($1, parts, "/"); process = parts[3] }
    { for (one = 1; one <= many; one++) if (index($0, "socket:[" inodes[one] "]")) print inodes[one], process }
  ' | sort -u | while read -r inode process; do
    read -r program <"/proc/$process/comm" 2>/dev/null || program=?
    printf 'owner\\t%s\\t%s\\t%s\\n' "$inode" "$process" "$program"
  done
}
if [ -n "$found" ]; then
  told=$(ls -l /proc/[0-9]*/fd 2>/dev/null | owners)
  if [ -z "$told" ] && [ "$(id -u)" != 0 ]; then told=$(sudo -n sh -c 'ls -l /proc/[0-9]*/fd' 2>/dev/null | owners); fi
  [ -z "$told" ] || printf '%s\\n' "$told"
fi
printf 'end\\n'
`;
