/** Where distributions keep the list that curl and OpenSSL read, by Debian, Fedora, SUSE, Alpine and macOS. */
export const stores: readonly string[] = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];
