# What the comparison of peers needs, beside what Debian has installed: `sh setup.sh FOLDER goss|python|hosts|no-docker`. Each says on
# stderr why it cannot be had, and ends with 1.
set -e
folder=$1
case $2 in
  goss)
    # In Debian's newest suite alone: fetched with an index of its own, and unpacked, so that nothing is installed.
    mkdir -p "$folder/apt/state/lists/partial" "$folder/apt/cache/archives/partial" "$folder/apt/etc" "$folder/goss"
    echo 'deb [check-valid-until=no trusted=yes] http://deb.debian.org/debian sid main' >"$folder/apt/etc/sources.list"
    mkdir -p "$folder/apt/etc/preferences.d"
    cd "$folder/goss"
    set -- -o "Dir::State=$folder/apt/state" -o "Dir::Cache=$folder/apt/cache" -o "Dir::Etc=$folder/apt/etc" \
      -o Dir::Etc::sourceparts=/dev/null -o Dir::State::status=/dev/null -o APT::Sandbox::User=root
    apt-get "$@" -qq update >/dev/null 2>&1 || true
    apt-get "$@" -qq download goss >/dev/null
    dpkg-deb -x goss_*.deb .
    ;;
  python)
    python3 -m venv "$folder/python"
    "$folder/python/bin/pip" -q --disable-pip-version-check install pytest-testinfra==10.2.2 ansible-core==2.18.9 >&2
    ;;
  no-docker)
    # Seen by this mount namespace alone: a device in its place is no program that a shell would find.
    for place in $(printf '%s' "$PATH" | tr ':' ' '); do
      [ ! -f "$place/docker" ] || mount --bind /dev/null "$(readlink -f "$place/docker")"
    done
    ;;
  hosts)
    # In a mount namespace of its own: the settings of whoever measures, and what their shell says, are not seen.
    mount -t tmpfs -o mode=700 none "$HOME/.ssh" 2>/dev/null || { mkdir -p "$HOME/.ssh" && mount -t tmpfs -o mode=700 none "$HOME/.ssh"; }
    for file in .bashrc .profile .bash_profile; do [ ! -e "$HOME/$file" ] || mount --bind /dev/null "$HOME/$file"; done
    ssh-keygen -q -t ed25519 -N '' -f "$HOME/.ssh/id_ed25519"
    ssh-keygen -q -t ed25519 -N '' -f "$folder/host_key"
    cp "$HOME/.ssh/id_ed25519.pub" "$HOME/.ssh/authorized_keys"
    mkdir -p /run/sshd
    # One sshd listens on 16 addresses at most.
    for half in 0 1; do
      {
        for number in 1 2 3 4 5 6 7 8 9 10; do echo "ListenAddress 127.77.$half.$number:22077"; done
        echo "HostKey $folder/host_key"
        echo "PidFile $folder/sshd$half.pid"
        printf '%s\n' 'UsePAM no' 'StrictModes no' 'UseDNS no' 'PrintMotd no' 'MaxStartups 200:30:300' 'PermitRootLogin yes'
      } >"$folder/sshd$half.conf"
      "$(command -v sshd || echo /usr/sbin/sshd)" -f "$folder/sshd$half.conf"
    done
    for number in $(seq 0 19); do
      address=127.77.$((number / 10)).$((number % 10 + 1))
      printf 'Host bench%s\n  HostName %s\n  Port 22077\n' "$number" "$address" >>"$HOME/.ssh/config"
      printf '[%s]:22077 %s\n' "$address" "$(cat "$folder/host_key.pub")" >>"$HOME/.ssh/known_hosts"
    done
    ;;
esac
