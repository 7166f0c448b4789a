# Words that the worlds of the lab are made with. Read by `sh` before each step, each witness, and whatever enters a
# world. WORLD is the world's own folder, GROUP the name of its control groups.

# disk SIZE AT [FORMAT-OPTION…]: a new ext4 file system of that size, mounted at AT. The image is sparse and without a
# journal, and the kernel is kept from filling its tables behind our back, so that 60 GB take some megabytes.
disk() {
  disk_size=$1 disk_at=$2
  shift 2
  mkdir -p "$WORLD/images" "$disk_at"
  disk_image=$(mktemp "$WORLD/images/disk.XXXXXX")
  truncate -s "$disk_size" "$disk_image"
  mkfs.ext4 -q -F -O ^has_journal -E lazy_itable_init=1 -m 0 "$@" "$disk_image"
  mount -o loop,noinit_itable "$disk_image" "$disk_at"
}

# group CONTROLLER/PATH [FILE=VALUE…]: a control group (version 1) below the world's own one.
group() {
  group_at=/sys/fs/cgroup/${1%%/*}/$GROUP
  group_below=${1#*/}
  [ "$group_below" = "$1" ] || group_at=$group_at/$group_below
  shift
  mkdir -p "$group_at"
  for group_setting; do printf '%s\n' "${group_setting#*=}" >"$group_at/${group_setting%%=*}"; done
}

# join CONTROLLER[/PATH]… -- COMMAND: the command runs in those groups.
join() {
  while [ "$1" != -- ]; do
    group_at=/sys/fs/cgroup/${1%%/*}/$GROUP
    group_below=${1#*/}
    [ "$group_below" = "$1" ] || group_at=$group_at/$group_below
    echo $$ >"$group_at/cgroup.procs"
    shift
  done
  shift
  "$@"
}

# as_user COMMAND: as a user without any right of its own.
as_user() {
  setpriv --reuid 65533 --regid 65533 --clear-groups "$@"
}

# known_user SUDOERS-LINE…: gives that user a name, `lab`, and the machine these rules for sudo, in this world alone.
known_user() {
  mkdir -p "$WORLD/etc"
  for account in passwd shadow group; do cp -p "/etc/$account" "$WORLD/etc/"; done
  echo 'lab:x:65533:65533::/:/bin/sh' >>"$WORLD/etc/passwd"
  echo 'lab:*:19000:0:99999:7:::' >>"$WORLD/etc/shadow"
  printf '%s\n' 'root ALL=(ALL:ALL) ALL' "$@" >"$WORLD/etc/sudoers"
  chmod 0440 "$WORLD/etc/sudoers"
  for account in passwd shadow group sudoers; do mount --bind "$WORLD/etc/$account" "/etc/$account"; done
}

# null_is_a_file: root's regular file takes the place of /dev/null, as after `mv` or `cp` onto it. Nobody else may write it.
null_is_a_file() {
  echo junk >"$WORLD/null"
  chmod 0644 "$WORLD/null"
  mount --bind "$WORLD/null" /dev/null
}

# described_disk AT: the device under the mount AT shall be described by us, not by the kernel: a /sys of this world's
# own takes the place of the real one, and holds only what `device` puts there.
described_disk() {
  mkdir -p "$WORLD/sys"
  mount -t tmpfs -o mode=755 none "$WORLD/sys"
  mkdir -p "$WORLD/sys/dev/block" "$WORLD/sys/fs/cgroup" "$WORLD/sys/devices/system"
  mount --rbind /sys/fs/cgroup "$WORLD/sys/fs/cgroup"
  mount --rbind /sys/devices/system "$WORLD/sys/devices/system"
  mountpoint -d "$1" >"$WORLD/device"
  mount --rbind "$WORLD/sys" /sys
}

# device NUMBER FOLDER [FILE=VALUE…]: a block device as sysfs describes one; `lies-on=NUMBER:NAME` is one below it.
device() {
  device_number=$1 device_at=/sys/devices/$2
  shift 2
  mkdir -p "$device_at/queue" "$device_at/device"
  ln -s "$device_at" "/sys/dev/block/$device_number"
  echo "$device_number" >"$device_at/dev"
  for device_setting; do
    case $device_setting in
      lies-on=*)
        device_below=${device_setting#*=}
        mkdir -p "$device_at/slaves/${device_below##*/}"
        echo "${device_below%%/*}" >"$device_at/slaves/${device_below##*/}/dev"
        ;;
      *)
        mkdir -p "$(dirname "$device_at/${device_setting%%=*}")"
        printf '%s\n' "${device_setting#*=}" >"$device_at/${device_setting%%=*}"
        ;;
    esac
  done
}

# only_programs NAME…: fills $WORLD/bin with these programs of the system and no others, to be the whole PATH. What the
# shell also has itself is `command -v` silent about.
only_programs() {
  mkdir -p "$WORLD/bin"
  for program; do ln -sf "$(which "$program")" "$WORLD/bin/$program"; done
}

# program NAME: standard input becomes an executable script of that name in $WORLD/bin.
program() {
  mkdir -p "$WORLD/bin"
  { echo '#!/bin/sh' && cat; } >"$WORLD/bin/$1"
  chmod 0755 "$WORLD/bin/$1"
}

# narrow_shell: /bin/sh becomes a 32-bit program of x86, in this world alone. It is 143 bytes and one system call, made
# by hand: execve(2) of the shell that was there, with the same arguments and environment. The lines are the header of
# the file (elf(5)), that of its one segment, and the program with the path behind it.
narrow_shell() {
  cp -L /bin/sh "$WORLD/shell"
  {
    printf '\177ELF\1\1\1\0\0\0\0\0\0\0\0\0\2\0\3\0\1\0\0\0\124\200\4\10\64\0\0\0\0\0\0\0\0\0\0\0\64\0\40\0\1\0\0\0\0\0\0\0'
    printf '\1\0\0\0\0\0\0\0\0\200\4\10\0\200\4\10\0\20\0\0\0\20\0\0\5\0\0\0\0\20\0\0'
    printf '\213\4\44\215\114\44\4\215\124\201\4\273\167\200\4\10\270\13\0\0\0\315\200\273\177\0\0\0\270\1\0\0\0\315\200%s\0' "$WORLD/shell"
  } >"$WORLD/narrow"
  chmod 0755 "$WORLD/narrow"
  mount --bind "$WORLD/narrow" /bin/sh
}

# misbehaves MODE AT: a file system mounted at AT that misbehaves as fuse.ts says. For `hold`.
misbehaves() {
  mkdir -p "$2"
  exec 3<>/dev/fuse
  mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0,allow_other lab "$2"
  "$WORLD/node" "${STEPS%/*}/fuse.ts" "$1" &
  exec 3<&-
  until timeout 2 ls "$2" >/dev/null; do sleep 0.05; done
}

. "${STEPS%/*}/network.sh"
. "${STEPS%/*}/docker.sh"
. "${STEPS%/*}/clock.sh"
. "${STEPS%/*}/ssh.sh"
. "${STEPS%/*}/names.sh"
. "${STEPS%/*}/egress.sh"
. "${STEPS%/*}/ingress.sh"
. "${STEPS%/*}/certificate.sh"

cd "$WORLD"
