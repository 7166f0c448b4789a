import { engineWords } from "./far-engine.ts";
import { environmentWords } from "./far-environment.ts";
import { nullWords } from "./far-null.ts";
import { watchWords } from "./far-watch.ts";

/**
 * What is asked of a far host: only that its `sh` reads a number of bytes and carries them out, again and again. It stands
 * on the command line of ssh, where the user's own shell reads it: bash, dash, ash, fish and csh alike take it as it is.
 * `read` takes no byte beyond its line, and the next message is sent when the one before is worked off, so that nothing
 * of it is lost where `head` reads ahead. Where the user's settings for ssh ask for a terminal, it is told to change nothing
 * of what passes through it; what it echoed until then holds no line of ours. Where `head` is missing, or a start-up file
 * took the first line, it ends at once and says so, and carries out nothing. By TMOUT the `read` of bash would end it too.
 */
export const farLoop = `unset TMOUT; [ -t 0 ] && stty raw -echo; while read -r n && m=$(head -c "$n"); do eval "$m"; done`;
export const farCommand = `sh -c '${farLoop}'`;

/**
 * The words that a far shell knows from us, in POSIX sh (dash, bash, busybox, the sh of macOS). Nothing is written
 * anywhere, so it works on a full and on a read-only disk.
 *
 * `footing_file NUMBER PATH` and `footing_list NUMBER PATH` print a file and the names in a folder; `footing_small` a text of
 * a few lines, without starting a program for it; `footing_uname NUMBER` what `uname -m` says.
 * `footing_inline NUMBER SCRIPT NAME WORD…` carries out a script that cannot hang, without a shell of its own.
 * `footing_run NUMBER AS SECONDS TIDY STRAY COMMAND…` runs a program within its limit (0: it needs none): AS is `user`,
 * `root` (by `sudo -n` where it is not root),
 * or `refused` and `refused-docker` (again as root where it says that this user is not permitted; for Docker only where the
 * socket is that which root's client asks too); TIDY the seconds that it may take to end when it is asked to; STRAY the
 * word by which what it starts is known again, or `-`. While something is made, or an author's command runs, a line or the
 * end of the input asks it to end: nothing else is sent until it has ended (not where `footing_alone` says that nobody is
 * there). HOW in the end mark is `user`, `raised`, or why it did not run:
 * `missing`, `denied`, `no-sudo`, `no-null` (`nullWords`), `elsewhere` (`footing_on NUMBER SYSTEM` stands before it, and this is another).
 */
const words = `${environmentWords}[ -n "$PATH" ] || PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
footing_newline='
'
# System, name and machine, always in this order (uname(1p)).
footing_names=$(uname -s -n -m 2>&-)
footing_system=\${footing_names%% *} footing_machine=\${footing_names##* }
footing_names=\${footing_names% *}
footing_user=$(id -u 2>&-)
[ "$footing_system" != Darwin ] || PATH=$PATH:/usr/local/bin:/opt/homebrew/bin
export PATH
footing_alone='' footing_limit='' footing_front=''
if timeout --foreground -k 1 1 true 2>/dev/null; then footing_limit=yes footing_front=--foreground; elif timeout -k 1 1 true 2>/dev/null; then footing_limit=yes; fi
# What is known at once waits until something is begun that takes its time: each line by itself would be a packet.
footing_held=''
footing_hold() { footing_held="$footing_held$footing_newline$footing_mark $1$footing_newline"; }
footing_flush() {
  [ -z "$footing_held" ] || printf '%s' "$footing_held"
  footing_held=''
}
footing_begin() {
  footing_hold "begin $1"
  footing_flush
}
footing_end() {
  footing_hold "err $1"
  footing_held=$footing_held$4
  footing_hold "end $1 $2 $3"
}
# What hangs is to be known by its name. What the kernel makes up does not hang; some of it may be lxcfs(1), which may.
footing_open() {
  case $2 in
    /proc/meminfo | /proc/cpuinfo | /sys/devices/system/*) footing_begin "$1" ;;
    /proc/* | /sys/*) footing_hold "begin $1" ;;
    *) footing_begin "$1" ;;
  esac
}
footing_on() {
  [ "$footing_system" = "$2" ] && return 0
  footing_hold "begin $1"
  footing_end "$1" 0 elsewhere ''
  return 1
}
footing_absent() {
  footing_parent=$1
  while [ ! -e "$footing_parent" ] && [ ! -L "$footing_parent" ]; do
    [ -n "$footing_parent" ] || return 0
    case $footing_parent in */*) ;; *) return 1 ;; esac
    footing_parent=\${footing_parent%/*}
  done
  # Where a folder on the way may not be searched, nothing below it can be said not to be there.
  [ "$footing_parent" != "$1" ] && [ -d "$footing_parent" ] && [ -x "$footing_parent" ]
}
footing_file() {
  footing_open "$1" "$2"
  footing_whole "$1" "$2"
}
footing_whole() {
  # Most are there and are read, or are not there: then no shell of its own has to be made to hear why.
  if [ -f "$2" ] && [ -r "$2" ]; then
    footing_said=''
    footing_flush
    cat -- "$2" 2>/dev/null </dev/null
    footing_code=$?
    [ "$footing_code" = 0 ] || footing_said=$(cat -- "$2" 2>&1 >/dev/null </dev/null)
    footing_end "$1" "$footing_code" user "$footing_said"
    return
  fi
  if footing_absent "$2"; then
    footing_end "$1" 0 missing ''
    return
  fi
  footing_flush
  { footing_said=$(cat -- "$2" 2>&1 >&3 3>&- </dev/null); footing_code=$?; } 3>&1
  footing_end "$1" "$footing_code" user "$footing_said"
}
footing_small() {
  footing_open "$1" "$2"
  footing_text='' footing_line=''
  if [ -f "$2" ] && [ -r "$2" ]; then
    while IFS= read -r footing_line; do footing_text=$footing_text$footing_line$footing_newline; done 2>/dev/null <"$2"
    footing_text=$footing_text$footing_line
  fi
  # Empty, or not read: whoever has words tells which.
  if [ -z "$footing_text" ]; then
    footing_whole "$1" "$2"
    return
  fi
  footing_held=$footing_held$footing_text
  footing_end "$1" 0 user ''
}
footing_uname() {
  if [ -z "$footing_machine" ]; then
    footing_run "$1" user 0 1 - uname -m
    return
  fi
  footing_hold "begin $1"
  footing_held=$footing_held$footing_machine$footing_newline
  footing_end "$1" 0 user ''
}
footing_list() {
  footing_open "$1" "$2"
  if footing_absent "$2"; then
    footing_end "$1" 0 missing ''
    return
  fi
  footing_flush
  { footing_said=$(ls -A1 -- "$2/" 2>&1 >&3 3>&- </dev/null); footing_code=$?; } 3>&1
  footing_end "$1" "$footing_code" user "$footing_said"
}
footing_search() {
  footing_found=missing
  case $1 in
    */*)
      footing_candidate=$1
      [ ! -e "$1" ] || footing_found=denied
      [ -x "$1" ]
      return
      ;;
  esac
  footing_rest=$PATH:
  while [ -n "$footing_rest" ]; do
    footing_candidate=\${footing_rest%%:*}
    footing_candidate=\${footing_candidate:-.}/$1
    footing_rest=\${footing_rest#*:}
    [ -f "$footing_candidate" ] || continue
    if [ -x "$footing_candidate" ]; then return 0; fi
    footing_found=denied
  done
  return 1
}
${watchWords}footing_strays() {
  for footing_environment in $(grep -l "FOOTING_PROBE=$1" /proc/[0-9]*/environ 2>/dev/null); do
    footing_process=\${footing_environment#/proc/}
    kill -9 "\${footing_process%/environ}" 2>/dev/null
  done
}
${engineWords}footing_run() {
  footing_number=$1 footing_as=$2 footing_seconds=$3 footing_tidy=$4 footing_stray=$5
  shift 5
  footing_begin "$footing_number"
  footing_how=user footing_wrapped=0
  if [ "$footing_as" = root ] && [ "$footing_user" != 0 ]; then
    footing_how=raised
    footing_search sudo || { footing_end "$footing_number" 0 no-sudo ''; return; }
    if [ -n "$footing_limit" ]; then set -- timeout -k "$footing_tidy" "$footing_seconds" "$@"; fi
    set -- sudo -n "$@"
  else
    footing_search "$1" || { footing_end "$footing_number" 0 "$footing_found" ''; return; }
    if footing_engineless "$@"; then footing_end "$footing_number" 0 missing ''; return; fi
    # By its path: some builds of busybox run a part of their own in place of what a name stands for.
    footing_name=$1
    shift
    set -- "$footing_candidate" "$@"
    if [ "$footing_stray" != - ]; then
      FOOTING_PROBE=$footing_stray
      export FOOTING_PROBE
    fi
    if [ "$footing_seconds" = 0 ]; then
      :
    elif [ -z "$footing_limit" ]; then
      set -- footing_watched "$footing_seconds" "$footing_tidy" "$@"
      footing_wrapped=3
    elif [ "$footing_tidy" = 1 ]; then
      set -- timeout -k 1 "$footing_seconds" "$@"
      footing_wrapped=4
    else
      set -- timeout $footing_front -k "$footing_tidy" "$footing_seconds" "$@"
    fi
  fi
  case $footing_as in refused*) footing_refusable "$@"; return ;; esac
  case $footing_alone$footing_tidy$footing_stray$footing_wrapped in
    1-* | *3 | alone*) { footing_said=$("$@" 2>&1 >&3 3>&- </dev/null); footing_code=$?; } 3>&1 ;;
    *) { footing_said=$(footing_guarded "$@" 2>&1 >&3 3>&- </dev/null); footing_code=$?; } 3>&1 5<&0 ;;
  esac
  if [ "$footing_stray" != - ]; then
    unset FOOTING_PROBE
    footing_strays "$footing_stray"
  fi
  footing_end "$footing_number" "$footing_code" "$footing_how" "$footing_said"
}
footing_inline() {
  footing_number=$1 footing_text=$2
  shift 3
  footing_begin "$footing_number"
  { footing_said=$(eval "$footing_text" 2>&1 >&3 3>&- </dev/null); footing_code=$?; } 3>&1
  footing_end "$footing_number" "$footing_code" user "$footing_said"
}
footing_refusal() {
  case $1 in *[Pp]'ermission denied'* | *[Aa]'ccess is denied'*) ;; *) return 1 ;; esac
  [ "$footing_as" = refused ] && return 0
  case $1 in *unix:///var/run/docker.sock* | *unix:///run/docker.sock*) return 0 ;; esac
  return 1
}
footing_refusable() {
  {
    footing_said=$(
      {
        footing_printed=$("$@" 2>&4 3>&- 4>&- </dev/null; footing_code=$?; printf .; exit "$footing_code")
        footing_code=$?
        printf '%s' "\${footing_printed%.}" >&3
        if footing_refusal "$footing_printed"; then printf '\\nrefused'; else printf '\\nlet'; fi
        exit "$footing_code"
      } 4>&1
    )
    footing_code=$?
  } 3>&1
  footing_printed=\${footing_said##*"$footing_newline"}
  footing_said=\${footing_said%"$footing_newline"*}
  footing_end "$footing_number" "$footing_code" user "$footing_said"
  [ "$footing_code" != 0 ] && [ "$footing_user" != 0 ] || return 0
  if [ "$footing_printed" = refused ] || footing_refusal "$footing_said"; then
    # Root finds the program on a PATH of its own.
    shift "$((footing_wrapped + 1))"
    footing_run "$footing_number.again" root "$footing_seconds" 1 - "$footing_name" "$@"
  fi
}
footing_done() {
  footing_hold "done $1"
  footing_flush
}
${nullWords}printf '\\n%s hello %s\\t%s\\t%s\\n' "$footing_mark" "$footing_system" "$footing_user" "\${footing_names#* }"
`;

export const farWords = (mark: string): string => `footing_mark=${mark}\n${words}`;
