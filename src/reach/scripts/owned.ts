import { othersSeen } from "./others-seen.ts";

/**
 * What every script begins with that makes something: names and owners. All that Footing makes is named
 * `footing-probe-PID-START-RANDOM`, after the shell that makes it: its process and when that began (proc_pid_stat(5),
 * field 22). So the next run can tell what somebody still uses from what was left behind. The random part is made here,
 * not handed in, so that nobody reads it in the list of processes before the thing is there.
 *
 * A line that begins with the word `$mark` is the script's own; every other line is somebody's words. `ours NAME` tells a
 * name made like this from one that a person gave; `in_use NAME` whether its maker still runs.
 */
export const ownedWords = `LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
trap '' PIPE
newline='
'
say() { printf '%s\\t%s\\n' "$mark$1" "$2"; }
began() {
  if [ -r "/proc/$1/stat" ]; then
    read -r stat <"/proc/$1/stat" 2>/dev/null || return 1
    set -- \${stat##*\\) }
    [ $# -ge 20 ] || return 1
    shift 19
    printf '%s' "$1"
  elif [ -d /proc/self ]; then
    return 1
  else
    kill -0 "$1" 2>/dev/null && printf 0
  fi
}
ours() {
  parts=\${1#footing-probe-}
  [ "$parts" != "$1" ] || return 1
  owner=\${parts%%-*} parts=\${parts#*-}
  owner_start=\${parts%%-*} parts=\${parts#*-}
  for number in "$owner" "$owner_start"; do case $number in '' | *[!0-9]*) return 1 ;; esac; done
  case $parts in *[!0-9a-f]*) return 1 ;; ????????????????????????????????) return 0 ;; esac
  return 1
}
others_seen() { ${othersSeen}; }
in_use() {
  owner=\${1#footing-probe-}
  owner_start=\${owner#*-}
  owner=\${owner%%-*}
  owner_start=\${owner_start%%-*}
  case $owner in '' | *[!0-9]*) return 1 ;; esac
  now=$(began "$owner") && { [ "$now" = "$owner_start" ]; return; }
  # Where processes of others are hidden, nobody can say that one is over.
  [ -d /proc/self ] && ! others_seen
}
random=$(od -An -N16 -tx1 /dev/urandom 2>/dev/null | tr -d ' \\n')
case $random in ????????????????????????????????) ;; *) say failed 'there is no /dev/urandom here'; say end ''; exit 0 ;; esac
name=footing-probe-$$-$(began $$)-$random
`;
