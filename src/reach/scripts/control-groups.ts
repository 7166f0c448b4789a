/**
 * What the control groups of this process say, in POSIX sh without another program, since a far host has dozens of them.
 * Prints `folder<TAB>PATH` for every group from its own up to the mount's root, `file<TAB>PATH<TAB>CONTENT` (white space
 * folded) for every file of limits that is there, `denied<TAB>PATH` where this user may not read it, and
 * `namespace<TAB>LINK`; `end` at last.
 */
export const controlGroupsScript = `files='cpu.cfs_quota_us cpu.cfs_period_us cpu.max cpuset.cpus cpuset.effective_cpus cpuset.cpus.effective
memory.limit_in_bytes memory.memsw.limit_in_bytes memory.usage_in_bytes memory.stat memory.max memory.swap.max memory.current'
tab='	'
told=:
content() {
  all=''
  while read -r line || [ -n "$line" ]; do all="$all$line "; done 2>/dev/null <"$1" || return 0
  printf 'file\\t%s\\t%s\\n' "$1" "$all"
}
group() {
  case $told in *":$1:"*) return 0 ;; esac
  told=$told$1:
  [ -d "$1" ] || return 0
  printf 'folder\\t%s\\n' "$1"
  for name in $files; do
    [ -e "$1/$name" ] || continue
    if [ -r "$1/$name" ]; then content "$1/$name"; else printf 'denied\\t%s\\n' "$1/$name"; fi
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
  while IFS=' ' read -r number parent device root point others; do
    case $others in
      *' - cgroup2 '*) [ -z "$2" ] || continue ;;
      *' - cgroup '*)
        [ -n "$2" ] || continue
        case ,\${others##* }, in *",$2,"*) ;; *) continue ;; esac
        ;;
      *) continue ;;
    esac
    lineage "$1" "$root" "\${point%/}"
  done 2>/dev/null </proc/self/mountinfo
}
while IFS=: read -r number controllers path; do
  case $controllers in
    '') mounts "$path" '' ;;
    *)
      for name in cpu cpuset memory; do
        case ,$controllers, in *",$name,"*) mounts "$path" "$name" ;; esac
      done
      ;;
  esac
done 2>/dev/null </proc/self/cgroup
link=$(readlink /proc/self/ns/cgroup 2>/dev/null) && printf 'namespace\\t%s\\n' "$link"
printf 'end\\n'
`;
