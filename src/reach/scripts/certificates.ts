import { givenFileCheck, givenFileExits } from "./given-file.ts";
import { neededTools } from "./needed-tools.ts";

/** So that whoever runs it as root, where this user was refused, hears that it was. */
const saysRefused = `trap '[ "$?" != ${givenFileExits.denied} ] || echo "permission denied" >&2' EXIT
`;

const start = `LC_ALL=C
export LC_ALL
${saysRefused}${givenFileCheck}${neededTools("head", "wc", "grep", "awk", "od", "tr")}[ "$(head -c "$(($2 + 1))" <"$file" | wc -c)" -le "$2" ] || { echo too-large; exit 0; }
`;

/** PKCS#12 begins with version 3 and what it is packed in (RFC 7292, 4); nothing of what follows is looked at. */
const isPkcs12 = `footing_pkcs12() {
  openssl asn1parse -inform DER -in "$file" 2>/dev/null </dev/null | head -n 4 | tr -d ' \\n' |
    grep -q 'INTEGER:03.*OBJECT:pkcs7-'
}
`;

/**
 * The certificates of the file `$1` (at most `$2` bytes): `pem`, and in hexadecimal the certificates with the BEGIN and END
 * lines of all else, for no letter of a private key leaves the host; or `der` and the bytes, where they are a certificate; or one word: `pkcs12`, `key`,
 * `other`, `empty`, `no-openssl`, `too-large`.
 */
export const certificatesScript = `${start}${isPkcs12}[ -s "$file" ] || { echo empty; exit 0; }
if grep -q -e '-----BEGIN ' "$file"; then
  echo pem
  awk '
    /-----BEGIN .*PRIVATE KEY-----/ {
      print "-----BEGIN PRIVATE KEY-----"
      print "-----END PRIVATE KEY-----"
      # It ends on its own line only where its END stands behind its BEGIN.
      rest = $0
      begins = sub(/.*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, "", rest)
      inside = !begins || rest !~ /-----END /
      listed = 0
      next
    }
    inside { if (/-----END /) inside = 0; next }
    listed { print; if (/-----END / && !/-----BEGIN /) listed = 0; next }
    /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/ { print; listed = !/-----END /; next }
    match($0, /-----(BEGIN|END) [A-Z0-9 ]*-----/) { print substr($0, RSTART, RLENGTH) }
  ' "$file" | od -An -v -tx1
  exit 0
fi
command -v openssl >/dev/null 2>&1 || { echo no-openssl; exit 0; }
if footing_pkcs12; then echo pkcs12
elif openssl x509 -inform DER -in "$file" -noout >/dev/null 2>&1 </dev/null; then
  echo der
  od -An -v -tx1 "$file"
elif openssl pkey -inform DER -in "$file" -noout -passin pass: >/dev/null 2>&1 </dev/null; then echo key
else echo other
fi
`;

/**
 * What may be told of the private key in the file `$1` (at most `$2` bytes). A line each: `format`, `certificate` (whether
 * one stands in it), `label` (of the first key's block), `locked`, and `public` with the public half behind it, which
 * openssl works out there. The key itself is never printed.
 */
export const privateKeyScript = `${start}${isPkcs12}[ -s "$file" ] || { echo 'format empty'; exit 0; }
footing_openssl=''
if command -v openssl >/dev/null 2>&1; then footing_openssl=yes; fi
footing_public() {
  [ -n "$footing_openssl" ] || { echo 'public no-openssl'; return; }
  if footing_half=$(openssl pkey "$@" -in "$file" -pubout -passin pass: 2>/dev/null </dev/null); then
    printf 'public\\n%s\\n' "$footing_half"
  else
    echo 'public none'
  fi
}
if grep -q -e '-----BEGIN ' "$file"; then
  echo 'format pem'
  footing_outline=$(awk '
    NR == 1 { sub(/^\\357\\273\\277/, "") }
    { sub(/[ \\t\\r]+$/, "") }
    /^-----BEGIN .*CERTIFICATE-----$/ { certificate = 1 }
    /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----$/ && label == "" { label = substr($0, 12, length($0) - 16); inside = 1; next }
    inside && /^Proc-Type: 4,ENCRYPTED/ { locked = 1 }
    /-----END / { inside = 0 }
    END {
      if (label ~ /^ENCRYPTED /) locked = 1
      print "certificate " (certificate ? "yes" : "no")
      print "label " label
      print "locked " (locked ? "yes" : "no")
    }
  ' "$file")
  printf '%s\\n' "$footing_outline"
  case $footing_outline in
    *'locked yes'* | *'label '"
"* | *'label OPENSSH'*) ;;
    *) footing_public ;;
  esac
  exit 0
fi
[ -n "$footing_openssl" ] || { echo 'format no-openssl'; exit 0; }
if footing_pkcs12; then
  echo 'format pkcs12'
elif openssl asn1parse -inform DER -in "$file" 2>/dev/null </dev/null | head -n 4 | grep -q -e 'OBJECT *:PBES2' -e 'OBJECT *:pbe'; then
  printf 'format der\\nlocked yes\\n'
elif openssl pkey -inform DER -in "$file" -noout -passin pass: >/dev/null 2>&1 </dev/null; then
  printf 'format der\\nlocked no\\n'
  footing_public -inform DER
else
  echo 'format other'
fi
`;

/**
 * The roots that this host trusts, as the file that curl and OpenSSL use there (of Debian, Alpine, Arch; of Fedora and RHEL;
 * of SUSE), or nothing.
 */
export const trustStoreScript = `for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt \\
  /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem; do
  if [ -s "$file" ] && [ -r "$file" ]; then exec cat "$file"; fi
done
`;
