import { defineKind } from "../declaration.ts";
import { portPattern } from "../endpoint-port.ts";

const renew = "Renew it, and put the new certificate where the old one lies; the server has to be told to load it.";

const append =
  "Append the certificates of the authorities between this one and the root, in that order; whoever signed it hands them out, often as fullchain or ca-bundle.";

export const certificate = defineKind({
  name: "certificate",
  says: "Whether a certificate can serve users: it is one, its key belongs to it, it is for the name, in its time, whole up to a root, and trusted. Read from files, or taken from a server that sends it.",
  area: "network",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "container"],
  grade: "observed",
  needsOneOf: ["cert", "server"],
  arguments: {
    cert: { type: "path", says: "The file with the certificate, and behind it those that lead to the root." },
    key: {
      type: "path",
      says: "The file with its private key. Its first key counts. Nothing of it but its form and its public half is told.",
    },
    covers: { type: "host", says: "The name, or address, that users will open." },
    ca: {
      type: "path",
      says: "The file with the roots that count in place of those that the host trusts: for an authority of your own.",
    },
    server: {
      type: "text",
      says: "A server that is asked for its certificate, as host:port. With `cert` both are compared, and the rest is said of the file.",
      visibility: "local",
      pattern: {
        source: `(?:\\[[0-9A-Fa-f:.]{2,45}\\]|(?!-)[A-Za-z0-9._-]{1,253}):(?:${portPattern})`,
        says: "host:port, such as app.example.org:443 or [2001:db8::1]:443",
      },
    },
  },
  answers: {
    parses: {
      type: "boolean",
      says: "Whether the file can be read as certificates to its end, as OpenSSL does. Absent where there is no such file, or no such server.",
      visibility: "public",
      remedy: {
        text: "Put the certificate there as a whole PEM file: the server's own first, then those that lead to the root, each with its BEGIN and END line.",
        commands: { any: ["openssl x509 -in {cert} -noout -subject -dates"] },
      },
      remedies: {
        swapped: {
          text: "Name the certificate as the certificate and the key as the key: they stand the other way round.",
        },
        silent: { text: "Start the server, or name the one that is meant." },
      },
    },
    format: {
      type: "choice",
      of: ["pem", "der", "pkcs12", "other"],
      says: "How the certificate file is written. Absent where a server sent it.",
      visibility: "public",
      remedy: {
        text: "Write it in the form that is asked for.",
        commands: { any: ["openssl x509 -in {cert} -inform DER -out {cert}.pem"] },
      },
      remedies: {
        pkcs12: {
          text: "Take certificates and key out of the PKCS#12 store, which asks for its password.",
          commands: { any: ["openssl pkcs12 -in {cert} -nokeys -out {cert}.pem"] },
        },
      },
    },
    keyFormat: {
      type: "choice",
      of: ["pem", "der", "pkcs12", "other"],
      says: "How the key file is written.",
      visibility: "public",
      with: "key",
      remedy: {
        text: "Write the key in the form that is asked for.",
        commands: { any: ["openssl pkey -in {key} -inform DER -out {key}.pem"] },
      },
    },
    keyMatches: {
      type: "boolean",
      says: "Whether the key belongs to the first certificate of the file. A key with a passphrase does not tell, and neither does one on another host without openssl: no private key leaves its host.",
      visibility: "public",
      with: "key",
      remedy: {
        text: "Find the key with which this certificate was requested. If it is lost, have a new certificate made for a new key. These two lines must be the same:",
        commands: { any: ["openssl x509 -in {cert} -noout -pubkey", "openssl pkey -in {key} -pubout"] },
      },
      remedies: {
        order: { text: "Put the server's own certificate first in the file: the key belongs to one behind it." },
        swapped: {
          text: "Name the certificate as the certificate and the key as the key: they stand the other way round.",
        },
      },
    },
    keyEncrypted: {
      type: "boolean",
      says: "Whether a passphrase has to be typed for it; it is never asked for.",
      visibility: "public",
      with: "key",
      remedy: {
        text: "Write the key without its passphrase into a file that only the service may read.",
        commands: { any: ["umask 077 && openssl pkey -in {key} -out {key}.plain"] },
      },
    },
    covers: {
      type: "boolean",
      says: "Whether it is for the name, as browsers have it: by the subject alternative name alone, where a `*` stands for one whole label, the first; an address has to stand there as an address.",
      visibility: "public",
      with: "covers",
      remedy: {
        text: "Have a certificate made with this name as a subject alternative name; the common name does not count.",
      },
    },
    names: { type: "list", says: "The names and addresses that it is for.", visibility: "local" },
    subject: { type: "text", says: "Whom it names: the common name, else the organisation.", visibility: "local" },
    issuer: { type: "text", says: "Who signed it, by the same name.", visibility: "local" },
    fingerprint: { type: "text", says: "The SHA-256 of it, by which it is known again.", visibility: "local" },
    notBefore: {
      type: "instant",
      says: "From when on it counts.",
      visibility: "public",
      remedy: { text: "Wait for it, or look whether the clock here is right." },
    },
    notAfter: { type: "instant", says: "Until when it counts.", visibility: "public", remedy: { text: renew } },
    inDate: {
      type: "boolean",
      says: "Whether now lies between both.",
      visibility: "public",
      derived: { from: "notAfter", since: "notBefore", how: "after-now" },
      remedy: { text: renew },
    },
    daysLeft: {
      type: "days",
      says: "How many days are left; none where it has expired.",
      visibility: "public",
      derived: { from: "notAfter", how: "days-left" },
      remedy: { text: renew },
    },
    selfSigned: {
      type: "boolean",
      says: "Whether it signed itself. One that an authority of your own signed did not.",
      visibility: "public",
      remedies: {
        false: { text: "Have it signed by a public authority, or by one of your own that all users trust." },
      },
    },
    chainComplete: {
      type: "boolean",
      says: "Whether each certificate of the file is followed by the one that signed it, up to one that a root signed: one of `ca`, or else one that the host trusts. The root itself may be left out. Without `ca` it is unknown where the last was signed by somebody whom the host does not know.",
      visibility: "public",
      remedy: {
        text: append,
      },
      remedies: {
        order: {
          text: "Put the certificates into their order: the server's own first, each followed by the one that signed it.",
        },
      },
    },
    trusted: {
      type: "boolean",
      says: "Whether a TLS client would take it from a server now: a way leads to a root of `ca`, or else to one that the host trusts, and everyone on it is in its time, may do what it does there and is signed with what nobody can forge. Where clients differ it is unknown.",
      visibility: "public",
      remedy: { text: "Have a certificate made by an authority that the users' devices trust." },
      remedies: {
        "self-signed": {
          text: "Have it signed by a public authority; or give its own certificate as `ca` where all devices trust it by hand.",
        },
        bounds: { text: "Have it signed by an authority that may sign for these names." },
        authority: { text: "Tell whoever runs the authority: what it signs with is not fit for that." },
        unknown: {
          text: "If an authority of your own signed it, name its root as `ca`; else have it signed by a public one.",
        },
        incomplete: { text: append },
        "no-way": {
          text: "If an authority of your own signed it, name its root as `ca`. Else append the certificates of the authorities between this one and the root; whoever signed it hands them out.",
        },
        expired: { text: renew },
        "authority-expired": {
          text: "Take the newer certificate of the authority, which whoever signed it hands out.",
        },
        "not-yet": { text: "Wait for it, or look whether the clock here is right." },
        purpose: { text: "Have it made for TLS servers (extended key usage serverAuth, key usage digitalSignature)." },
        signature: { text: "Have it signed anew with SHA-256 or better." },
      },
    },
    keyStrong: {
      type: "boolean",
      says: "Whether its key, and that of every authority below the root, is RSA from 2048 bits, EC P-256, P-384 or P-521, or Ed25519. Unknown where one of them is not here.",
      visibility: "public",
      remedy: { text: "Have a certificate made for a new key: RSA from 2048 bits, or EC P-256." },
    },
    served: {
      type: "boolean",
      says: "Whether the server sends this certificate. One that is only on the disk serves nobody until the server loads it.",
      visibility: "public",
      with: "server",
      remedy: {
        text: "Let the server load the file again; or look who else answers in its place. A CDN in front has a certificate of its own.",
      },
    },
  },
  expect: {
    parses: true,
    keyMatches: true,
    keyEncrypted: false,
    covers: true,
    inDate: true,
    chainComplete: true,
    trusted: true,
    keyStrong: true,
    served: true,
  },
  touches: { how: "connects-to-hosts", with: "server" },
  example: `- id: certificate
  level: must
  title: Certificate
  certificate: { cert: /etc/ssl/app/cert.pem, key: /etc/ssl/app/key.pem, covers: app.example.org }
  expect: { format: pem, daysLeft: ">= 14" }
`,
});
