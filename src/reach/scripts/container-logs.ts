import { neededTools } from "./needed-tools.ts";

/**
 * How the logs of containers are kept. Prints `container<TAB>NAME<TAB>JSON` (`HostConfig.LogConfig`) for each container,
 * then of the engine whose process file is at its usual place, or else of every engine that runs on this host, `engine<TAB>` with its arguments, and `settings<TAB>PATH<TAB>` with what
 * its settings file holds on one line (nothing where there is none, `?` where this user may not read it); `end` at last.
 * Where the engine does not answer, its client's words are on the error stream and the exit code is 1.
 */
export const containerLogsScript = `LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
${neededTools("tr")}ids=$(docker ps -aq --no-trunc </dev/null) || exit 1
if [ -n "$ids" ]; then
  docker inspect --type container --format '{{printf "container\\t"}}{{.Name}}{{printf "\\t"}}{{json .HostConfig.LogConfig}}' $ids </dev/null || exit 1
fi
# Below a folder that may not be searched nothing can be said not to be there.
is_absent() {
  above=$1
  while [ ! -e "$above" ] && [ ! -L "$above" ]; do
    case $above in /?*/*) above=\${above%/*} ;; *) return 0 ;; esac
  done
  [ "$above" != "$1" ] && [ -d "$above" ] && [ -x "$above" ]
}
settings() {
  printf 'settings\\t%s\\t' "$1"
  if [ -r "$1" ]; then tr '\\n\\t' '  ' <"$1"; elif ! is_absent "$1"; then printf '?'; fi
  printf '\\n'
}
settings /etc/docker/daemon.json
engines=/proc/[0-9]*
if read -r process </var/run/docker.pid 2>/dev/null || [ -n "$process" ]; then
  [ ! -d "/proc/$process" ] || engines=/proc/$process
fi
for folder in $engines; do
  read -r program <"$folder/comm" 2>/dev/null || continue
  [ "$program" = dockerd ] || continue
  words=$(tr '\\n\\t\\000' '   ' <"$folder/cmdline" 2>/dev/null)
  printf 'engine\\t%s\\n' "$words"
  case $words in
    *--config-file*)
      file=\${words#*--config-file}
      file=\${file#[= ]}
      settings "\${file%% *}"
      ;;
  esac
done
printf 'end\\n'
`;
