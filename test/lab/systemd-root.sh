# systemd-root.sh: a Debian with systemd, made by debootstrap and kept as one archive: it takes more than a minute, and a
# container is imported from it in a second. Says why if it cannot be had.
set -e
into=/var/cache/footing-lab
archive=$into/systemd.tar
[ ! -s "$archive" ] || exit 0
mkdir -p "$into"
work=$(mktemp -d "$into/.work.XXXXXX")
trap 'rm -rf "$work"' EXIT
# Its scripts mount /proc in the new root: nothing of that is to be seen outside.
unshare --mount --propagation private -- \
  debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,libatomic1 bookworm "$work/root" >&2
rm -rf "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/lib/apt/lists/*
# Another run may have been first.
tar -C "$work/root" -cf "$work/systemd.tar" .
mv "$work/systemd.tar" "$archive"
