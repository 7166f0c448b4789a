/**
 * Part of `farWords`: `footing_engineless COMMAND…` succeeds where Docker's client, which is at `footing_candidate`, would
 * find no engine, as reach/no-engine.ts has it.
 */
export const engineWords = `footing_own_client() {
  [ ! -L "$1" ] || return 1
  footing_text=$(head -c 4 "$1" 2>/dev/null)
  case $footing_text in ?ELF) return 0 ;; esac
  return 1
}
footing_silent=''
footing_socketless() {
  [ "$footing_system" = Linux ] && [ -z "$DOCKER_HOST$DOCKER_CONTEXT$DOCKER_TLS$DOCKER_TLS_VERIFY" ] || return 1
  footing_folder=\${DOCKER_CONFIG:-\${HOME:+$HOME/.docker}}
  case $footing_folder in /*) ;; *) return 1 ;; esac
  # By the list of names: one that may not be looked at is there.
  [ -r /var/run/ ] && [ -x /var/run/ ] || return 1
  for footing_file in /var/run/docker.sock*; do [ "$footing_file" != /var/run/docker.sock ] || return 1; done
  footing_absent "$footing_folder/config.json" && footing_own_client "$footing_candidate"
}
footing_engineless() {
  case $footing_as,$1,$2 in refused-docker,docker,ps | refused-docker,docker,info) ;; *) return 1 ;; esac
  if [ -z "$footing_silent" ]; then
    footing_silent=no
    if footing_socketless; then footing_silent=yes; fi
  fi
  [ "$footing_silent" = yes ]
}
`;
