# Words for worlds with an engine of Docker at its usual place. Read by steps.sh.

# own_run: /run and /dev/shm are empty, and this world's own: sockets at their usual places, and Podman's locks, are seen
# here alone.
own_run() {
  mountpoint -q /run/footing-lab 2>/dev/null || { mount -t tmpfs -o mode=755 none /run && mkdir -p /run/footing-lab /run/lock && mount --bind /run/footing-lab /run/footing-lab && mount -t tmpfs none /dev/shm; }
}

# engine [OPTION-OF-DOCKERD…]: a Docker engine in a network namespace of its own, which listens where clients look for
# it. Its data are in $WORLD/docker, unless an option says otherwise. Waits until it answers.
engine() {
  own_run
  rm -f /run/docker.pid /run/docker/containerd/containerd.pid
  setsid unshare --net -- sh -c 'ip link set lo up; exec dockerd "$@"' dockerd \
    --data-root "$WORLD/docker" --exec-root /run/docker --pidfile /run/docker.pid \
    --host unix:///run/docker.sock --cgroup-parent "/$GROUP" "$@" </dev/null >"$WORLD/docker.log" 2>&1 &
  engine_tries=0
  until docker version >/dev/null 2>&1; do
    engine_tries=$((engine_tries + 1))
    [ "$engine_tries" -lt 200 ] || { tail -n 5 "$WORLD/docker.log" >&2; return 1; }
    sleep 0.05
  done
}

# podman_engine: Podman listens where Docker's clients look for their engine. A step's programs end with it unless they
# have left its process group, so this waits until Podman is there.
podman_engine() {
  own_run
  setsid podman --root "$WORLD/podman" --runroot /run/podman-run --storage-driver vfs \
    system service -t 0 unix:///run/docker.sock </dev/null >"$WORLD/podman.log" 2>&1 &
  until [ -S /run/docker.sock ]; do
    [ -d "/proc/$!" ] || { tail -n 3 "$WORLD/podman.log" >&2; return 1; }
    sleep 0.05
  done
}

# rootless_engine: an engine of the user of as_user, without any right of root, at $WORLD/rootless/run/docker.sock.
rootless_engine() {
  own_run
  known_user
  mkdir -p "$WORLD/rootless/home" "$WORLD/rootless/run"
  chown 65533:65533 "$WORLD/rootless/home" "$WORLD/rootless/run"
  for ids in subuid subgid; do
    echo lab:200000:65536 >"$WORLD/etc/$ids"
    [ -e "/etc/$ids" ] || : >"/etc/$ids"
    mount --bind "$WORLD/etc/$ids" "/etc/$ids"
  done
  rootless_run=$WORLD/rootless/run
  ( cd "$WORLD/rootless/home" && setsid setpriv --reuid 65533 --regid 65533 --clear-groups \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$WORLD/rootless/home" XDG_RUNTIME_DIR="$rootless_run" USER=lab \
    rootlesskit --state-dir "$rootless_run/kit" --net=host --copy-up=/etc --copy-up=/run --propagation=rslave \
    dockerd --rootless --data-root "$WORLD/rootless/home/data" --exec-root "$rootless_run/x" \
    --pidfile "$rootless_run/pid" --host "unix://$rootless_run/docker.sock" --storage-driver vfs \
    --iptables=false --ip-forward=false --bridge=none </dev/null >"$WORLD/docker.log" 2>&1 & )
  engine_tries=0
  until DOCKER_HOST=unix://$rootless_run/docker.sock docker version >/dev/null 2>&1; do
    engine_tries=$((engine_tries + 1))
    [ "$engine_tries" -lt 200 ] || { tail -n 5 "$WORLD/docker.log" >&2; return 1; }
    sleep 0.05
  done
}

# engine_ends: the engine is asked to end, and waited for.
engine_ends() {
  engine_process=$(cat /run/docker.pid)
  kill "$engine_process"
  while [ -d "/proc/$engine_process" ]; do sleep 0.05; done
}

# containers_end: removes all containers, so that none of their processes outlives the world.
containers_end() { docker ps -aq | xargs -r docker rm -f >/dev/null; }

# image NAME: an image with busybox alone.
image() {
  mkdir -p "$WORLD/image/bin"
  cp -L "$(command -v busybox)" "$WORLD/image/bin/busybox"
  tar -C "$WORLD/image" -c . | docker import - "$1" >/dev/null
}

# shell_image NAME: an image with busybox under all the names of its programs, so that there is a shell in it.
shell_image() {
  mkdir -p "$WORLD/shell-image/bin" "$WORLD/shell-image/tmp"
  cp -L "$(command -v busybox)" "$WORLD/shell-image/bin/busybox"
  for applet in $(busybox --list); do [ -e "$WORLD/shell-image/bin/$applet" ] || ln -s busybox "$WORLD/shell-image/bin/$applet"; done
  tar -C "$WORLD/shell-image" -c . | docker import - "$1" >/dev/null
}

# runs NAME [OPTION-OF-DOCKER-RUN…]: a container of that name with a shell in it, which runs until it is removed.
runs() {
  runs_name=$1
  shift
  docker image inspect lab/shell >/dev/null 2>&1 || shell_image lab/shell
  docker run -d --name "$runs_name" "$@" lab/shell sleep 600 >/dev/null
}

# systemd_host NAME [OPTION-OF-DOCKER-RUN…]: a container of that name with a Debian in it whose first process is systemd,
# and waits until that has started everything. Of the machine's control groups it may write those of systemd alone; its
# others stand on a file system of its own: systemd makes what it finds there read-only, for the whole machine.
systemd_host() {
  host_name=$1
  shift
  docker import - lab/systemd </var/cache/footing-lab/systemd.tar >/dev/null
  docker run -d --name "$host_name" --network none --cgroupns host --cap-add SYS_ADMIN \
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined --tmpfs /run:exec --tmpfs /run/lock \
    --tmpfs /sys/fs/cgroup:rw -v /sys/fs/cgroup/systemd:/sys/fs/cgroup/systemd:rw \
    -e container=docker "$@" lab/systemd /sbin/init >/dev/null
  host_tries=0
  until docker exec "$host_name" systemctl is-system-running 2>/dev/null | grep -qE '^(running|degraded)$'; do
    host_tries=$((host_tries + 1))
    [ "$host_tries" -lt 400 ] || { docker exec "$host_name" systemctl list-jobs >&2; return 1; }
    sleep 0.05
  done
}

# runs_in_podman NAME [OPTION-OF-PODMAN-RUN…]: the same in Podman, in a world without Docker's client: $WORLD/bin is the
# whole PATH, and its podman keeps everything in the world. `rm_in_podman` undoes it.
runs_in_podman() {
  own_run
  only_programs sh env stat cat od id timeout sudo true ls
  printf 'exec %s --root "%s/podman" --runroot /run/podman-run --storage-driver vfs --cgroup-manager cgroupfs "$@"\n' "$(command -v podman)" "$WORLD" | program podman
  mkdir -p "$WORLD/shell-image/bin"
  cp -L "$(command -v busybox)" "$WORLD/shell-image/bin/busybox"
  for applet in $(busybox --list); do [ -e "$WORLD/shell-image/bin/$applet" ] || ln -s busybox "$WORLD/shell-image/bin/$applet"; done
  tar -C "$WORLD/shell-image" -c . | "$WORLD/bin/podman" import - lab/shell >/dev/null 2>&1
  podman_name=$1
  shift
  "$WORLD/bin/podman" run -d --network none --ulimit nofile=512:512 --ulimit nproc=1024:1024 --name "$podman_name" "$@" lab/shell sleep 600 </dev/null >"$WORLD/podman.log" 2>&1
}
rm_in_podman() { "$WORLD/bin/podman" rm -f -t 0 "$1" >/dev/null; }

# killing_docker: a docker in $WORLD/bin that does what the real one does, and kills Footing with its probe at the moment
# that $WORLD/kill-at names ("before create", "after start").
killing_docker() {
  program docker <<'PROGRAM'
read -r when step <"$WORLD/kill-at"
if [ "$when $step" = "before $1" ]; then sh "$WORLD/bin/kill-footing"; exit 1; fi
docker_real=$(PATH=/usr/local/bin:/usr/bin:/bin command -v docker)
"$docker_real" "$@"
code=$?
[ "$when $step" != "after $1" ] || sh "$WORLD/bin/kill-footing"
exit "$code"
PROGRAM
  sed -i "s|\$WORLD|$WORLD|g" "$WORLD/bin/docker"
  program kill-footing <<'PROGRAM'
own=$(readlink /proc/self/ns/mnt)
for folder in /proc/[0-9]*; do
  [ "$(readlink "$folder/ns/mnt" 2>/dev/null)" = "$own" ] || continue
  words=$(tr '\000' ' ' <"$folder/cmdline" 2>/dev/null)
  case $words in *footing.js* | *dist/main.js* | *' footing-container '*) kill -9 "${folder#/proc/}" 2>/dev/null ;; esac
done
PROGRAM
}

# footing_runs_container [OPTION…]: Footing, asked whether a container really runs, with the programs of $WORLD/bin.
footing_runs_container() {
  printf 'footing: 1\nproduct: { id: own, name: Own }\nrequirements:\n  - { id: runs, level: must, docker: { run: true } }\n' >"$WORLD/own.yaml"
  PATH=$WORLD/bin:$PATH "$WORLD/node" "$WORLD/footing/bin/footing.js" check "$WORLD/own.yaml" --yes --quiet "$@"
}

# compose_plugin: a plugin of Docker's client, in the home of $WORLD, that prints what Compose 2.40.3 prints.
compose_plugin() {
  mkdir -p "$WORLD/.docker/cli-plugins"
  program docker-compose-plugin <<'PROGRAM'
case "$1 $2" in
  "docker-cli-plugin-metadata "*) echo '{ "SchemaVersion": "0.1.0", "Vendor": "Docker Inc.", "Version": "2.40.3", "ShortDescription": "Docker Compose" }' ;;
  "compose version") echo 2.40.3 ;;
  *) exit 1 ;;
esac
PROGRAM
  mv "$WORLD/bin/docker-compose-plugin" "$WORLD/.docker/cli-plugins/docker-compose"
}

# between MODE: moves the engine's socket aside and puts a server in its place that stands between (see between.ts).
between() {
  [ ! -e /run/docker.sock ] || mv /run/docker.sock /run/engine.sock
  setsid "$WORLD/node" "${STEPS%/*}/between.ts" /run/docker.sock /run/engine.sock "$@" </dev/null >"$WORLD/between.log" 2>&1 &
  until [ -S /run/docker.sock ]; do sleep 0.05; done
}
