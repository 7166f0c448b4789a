import { ownedWords } from "./owned.ts";

/**
 * Really runs a container, in POSIX sh with Docker's client: makes an image of one program that prints its argument,
 * creates a container of it that has nothing (no network, no capabilities, no mounts, a read-only root, limits), starts
 * it, reads its output, and removes both. `$1` a word that begins the script's own lines, `$2` yes to remove what
 * earlier runs left, `$3` and `$4` the image for amd64 and arm64 as octal escapes of a tar archive, `$5` how many seconds
 * one order to the engine may take.
 *
 * It prints `step<TAB>NAME`, then what the client says, then `exit<TAB>CODE`, for each of import, create, start, logs;
 * `name` and `nonce` first; `found`, `removed` and `left`, each with what; `end` at last.
 *
 * When it is asked to end it lets a client that is making something come to its end, since what is half made cannot be
 * removed, and then removes all. An engine that does not answer cannot be made to remove anything: then it says so.
 */
export const containerScript = `mark=$1 clean=$2
${ownedWords}
nonce=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')
doing='' before='' imaged='' created='' limit='' short=''
if command -v timeout >/dev/null 2>&1; then limit="timeout $5" short='timeout 8'; fi
gone() {
  case $1 in *'o such container'* | *'o such image'* | *'o container with'* | *'mage not known'* | *'does not exist'*) return 0 ;; esac
  return 1
}
take_away() {
  # An image is not forced: one that a container still uses would only lose its name, and nobody would find it again.
  case $1 in rm) force=-f ;; *) force='' ;; esac
  for try in 1 2 3 4 5; do
    words=$($short docker "$1" $force "$2" 2>&1 </dev/null)
    case $? in
      0) return 0 ;;
      124 | 143) return 1 ;;
    esac
    gone "$words" && return 0
    sleep 1
  done
  return 1
}
tidy() {
  if [ -n "$created" ]; then take_away rm "$name" || say left "container $name"; fi
  if [ -n "$imaged" ]; then take_away rmi "$name" || say left "image $name"; fi
  created='' imaged=''
}
# Right after a client was forked, its number is known by $! alone.
stop() {
  trap '' TERM INT HUP
  case $doing in import | create) ;; *) [ "$!" = "$before" ] || kill "$!" 2>/dev/null ;; esac
  wait
  tidy
  say end ''
  exit 0
}
trap stop TERM INT HUP
finish() {
  wait "$!"
  code=$?
  before=$!
  printf '\\n'
  say exit "$code"
  return "$code"
}
begin() { doing=$1; say step "$1"; }
earlier() {
  for one in $($limit docker ps -a --filter name=footing-probe- --format '{{.Names}}' 2>/dev/null </dev/null); do
    case $one in footing-probe-*) report_earlier container rm "$one" ;; esac
  done
  for one in $($limit docker images --format '{{.Repository}}:{{.Tag}}' 2>/dev/null </dev/null); do
    one=\${one%:latest}
    case $one in footing-probe-* | localhost/footing-probe-*) report_earlier image rmi "$one" ;; esac
  done
}
report_earlier() {
  ours "\${3#localhost/}" || return 0
  in_use "\${3#localhost/}" && return 0
  if [ "$clean" = yes ] && take_away "$2" "$3"; then say removed "$1 $3"; else say found "$1 $3"; fi
}
begin version
# What the client warns of beside it is no part of the word.
{ arch=$($limit docker version --format '{{.Server.Arch}}' 2>&3 3>&- </dev/null); code=$?; } 3>&1
printf '\\n%s\\n' "$arch"
say exit "$code"
[ "$code" = 0 ] || { say end ''; exit 1; }
case $arch in
  amd64 | x86_64) image=$3 ;;
  arm64 | aarch64) image=$4 ;;
  *) say arch "$arch"; say end ''; exit 0 ;;
esac
say name "$name"
say nonce "$nonce"
earlier
begin import
imaged=yes
printf "$image" | $limit docker import --change 'ENTRYPOINT ["/footing-probe"]' - "$name" 2>&1 &
finish || { tidy; say end ''; exit 0; }
begin create
created=yes
$limit docker create --name "$name" --label footing.probe=1 --network none --cap-drop ALL \\
  --security-opt no-new-privileges --read-only --memory 64m --pids-limit 64 --restart no \\
  "$name" "$nonce" 2>&1 </dev/null &
finish || { tidy; say end ''; exit 0; }
begin start
$limit docker start -a "$name" 2>&1 </dev/null &
finish
begin logs
$limit docker inspect --type container --format '{{json .HostConfig.LogConfig}}' "$name" 2>&1 </dev/null &
finish
tidy
say end ''
`;
