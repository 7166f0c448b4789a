# unpack.sh PACKAGE…: packages of Debian or Ubuntu, unpacked each into a folder of the lab's own and never installed:
# those that keep a clock conflict with one another, and would touch this machine's. Says why if one cannot be had.
set -e
into=/var/cache/footing-lab
mkdir -p "$into"
for package; do
  [ ! -d "$into/$package" ] || continue
  work=$(mktemp -d "$into/.work.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  (cd "$work" && apt-get -o APT::Sandbox::User=root download "$package" && dpkg-deb -x ./*.deb unpacked) >&2
  # Another run may have been first.
  mv -T "$work/unpacked" "$into/$package" || [ -d "$into/$package" ]
  rm -rf "$work"
  trap - EXIT
done
