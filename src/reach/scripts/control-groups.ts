/**
 * What the control groups of this process say, in POSIX sh. A shell reads letter by letter: what is long is filtered by
 * grep, once for all groups, since a far host may have dozens of them.
 * Prints `folder<TAB>PATH` for every group from its own up to the mount's root, `file<TAB>PATH<TAB>CONTENT` (white space
 * folded) for every file of limits that is there (of memory.stat a line for each of its own that tells of limits),
 * `denied<TAB>PATH` where this user may not read it, and `namespace<TAB>LINK`; `end` at last.
 */
export const controlGroupsScript = `files='cpu.cfs_quota_us cpu.cfs_period_us cpu.max cpuset.cpus cpuset.effective_cpus cpuset.cpus.effective
memory.limit_in_bytes memory.memsw.limit_in_bytes memory.usage_in_bytes memory.stat memory.max memory.swap.max memory.current'
newline='
'
usual=$IFS
told=: statistics=''
set -f
content() {
  all=''
  while read -r line || [ -n "$line" ]; do all="$all$line "; done <"$1" || { printf 'denied\\t%s\\n' "$1"; return 0; }
  printf 'file\\t%s\\t%s\\n' "$1" "$all"
}
group() {
  case $told in *":$1:"*) return 0 ;; esac
  told=$told$1:
  [ -d "$1" ] || return 0
  printf 'folder\\t%s\\n' "$1"
  for name in $files; do
    [ -e "$1/$name" ] || continue
    if [ ! -r "$1/$name" ]; then printf 'denied\\t%s\\n' "$1/$name"
    elif [ "$name" = memory.stat ]; then statistics=$statistics$1/$name$newline
    else content "$1/$name"; fi
  done
}
lineage() {
  case $1$2$3 in */..* | *\\\\*) return 0 ;; esac
  root=\${2%/}
  case $1/ in "$root/"*) ;; *) return 0 ;; esac
  rest=\${1#"$root"}
  rest=\${rest%/}
  while :; do
    group "$3$rest"
    [ -n "$rest" ] || break
    rest=\${rest%/*}
  done
}
mounts() {
  wanted=$1 controller=$2 IFS=$newline
  for line in $hierarchies; do
    IFS=$usual
    # Number, parent, device, root, mount point (proc_pid_mountinfo(5)).
    set -- $line
    case $line in
      *' - cgroup2 '*) [ -z "$controller" ] || continue ;;
      *)
        [ -n "$controller" ] || continue
        case ,\${line##* }, in *",$controller,"*) ;; *) continue ;; esac
        ;;
    esac
    lineage "$wanted" "$4" "\${5%/}"
  done
  IFS=$usual
}
hierarchies=$(grep -E ' - cgroup2? ' /proc/self/mountinfo)
[ $? -le 1 ] || hierarchies=''
while IFS=: read -r number controllers path; do
  case $controllers in
    '') mounts "$path" '' ;;
    *)
      for name in cpu cpuset memory; do
        case ,$controllers, in *",$name,"*) mounts "$path" "$name" ;; esac
      done
      ;;
  esac
done </proc/self/cgroup || exit 0
if [ -n "$statistics" ]; then
  IFS=$newline
  lines=$(grep -H -E '^(hierarchical_memory_limit|inactive_file|total_inactive_file) ' $statistics)
  # What a limit may stand in was not read: this did not come to its end.
  [ $? -le 1 ] || exit 0
  for line in $lines; do printf 'file\\t%s\\t%s\\n' "\${line%:*}" "\${line##*:}"; done
  IFS=$usual
fi
link=$(readlink /proc/self/ns/cgroup 2>/dev/null) && printf 'namespace\\t%s\\n' "$link"
printf 'end\\n'
`;
