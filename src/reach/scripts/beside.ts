/**
 * Runs a program of this host in the place of a container: in the mount namespace that was made for it, in which the
 * container's resolver, hosts and list of authorities stand at their usual paths, and with the proxy variables of its first
 * process. `$1` is that process, `$2` the container's id, and the program follows. Only root can; nothing of it is seen
 * outside, and it goes with the program. A list that is not found is none, and not this host's. Exit code 97: it is another
 * process by now, or the place could not be made.
 */
export const besideScript = `LC_ALL=C
export LC_ALL
footing_process=$1 footing_id=$2
shift 2
grep -q "$footing_id" "/proc/$footing_process/cgroup" || exit 97
footing_root=/proc/$footing_process/root
umask 077
mount -t tmpfs -o mode=700,size=8m none /tmp || exit 97
# What is no file, or leads elsewhere, may lead out of the container.
footing_copy() {
  [ -f "$footing_root$1" ] && [ ! -L "$footing_root$1" ] && head -c 2000000 "$footing_root$1" >"/tmp/$2"
}
for footing_name in resolv.conf hosts; do
  : >"/tmp/$footing_name"
  footing_copy "/etc/$footing_name" "$footing_name"
  [ ! -e "/etc/$footing_name" ] || mount --bind "/tmp/$footing_name" "/etc/$footing_name" || exit 97
done
for footing_store in /etc/ssl/certs/ca-certificates.crt /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem /etc/ssl/ca-bundle.pem /var/lib/ca-certificates/ca-bundle.pem; do
  [ -e /tmp/authorities ] || footing_copy "$footing_store" authorities
done
for footing_folder in /etc/ssl/certs /etc/pki/tls/certs /etc/pki/ca-trust/extracted /var/lib/ca-certificates; do
  [ ! -d "$footing_folder" ] || mount -t tmpfs -o mode=755 none "$footing_folder" || exit 97
done
SSL_CERT_FILE=/tmp/authorities CURL_CA_BUNDLE=/tmp/authorities
export SSL_CERT_FILE CURL_CA_BUNDLE
for footing_name in https_proxy HTTPS_PROXY http_proxy all_proxy ALL_PROXY no_proxy NO_PROXY; do
  unset "$footing_name"
  footing_value=$(tr '\\000' '\\n' <"/proc/$footing_process/environ" | sed -n "s/^$footing_name=//p" | head -n 1)
  [ -z "$footing_value" ] || export "$footing_name=$footing_value"
done
exec "$@"
`;
