import { defineKind } from "../declaration.ts";

export const packageKind = defineKind({
  name: "package",
  says: "Whether the files that come with a license are whole: each there, readable, and with what has to stand in it. Of what stands in them only names of keys and an end date are told.",
  area: "license",
  askedOf: ["controller", "host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {
    dir: { type: "path", says: "The folder in which the files lie.", required: true },
    files: {
      type: "list",
      says: "The files that belong to it.",
      required: true,
      items: {
        path: {
          type: "path",
          says: "Where the file lies below `dir`.",
          required: true,
          pattern: {
            source: "(?!/)(?!(?:.*/)?\\.\\.(?:/|$))[^\\\\\\p{Cc}]{1,255}",
            says: "a path below the folder, without .. and not beginning with /",
          },
        },
        format: {
          type: "choice",
          of: ["env", "json", "yaml", "any"],
          says: "How it is written. Where it is not said the ending of its name tells: `.env`, `.json`, `.yaml` or `.yml`. `any`: it is there, can be read and is not empty; no keys can be looked for in it.",
        },
        keys: {
          type: "list",
          says: "Keys at its top level that must be there. Empty values, `null`, `~` and placeholders count as missing: what still holds `<FILL_ME>`, and a whole value of the form `<…>` or `{{…}}`, CHANGEME, REPLACEME, FILLME, UPDATEME (with or without a `_`, `-` or space before ME), TODO, FIXME, TBD, PLACEHOLDER, XXX, or your-… of words such as your-domain or your-api-key-here, in any case of letters.",
        },
        filled: {
          type: "boolean",
          says: "Nothing in it still holds `<FILL_ME>`, also where no key of `keys` is concerned, and however deep it stands (CHANGE, REPLACE and UPDATE too, in any case of letters). Comments do not count.",
        },
      },
    },
  },
  answers: {
    complete: {
      type: "boolean",
      says: "Whether each file is there, is whole, has each of its keys, and is filled in where that is asked for. A file that may not be read, or has more than 1 MiB, leaves it unknown unless another falls short.",
      visibility: "public",
      remedy: {
        text: "Put the files into the folder as they were received, fill in what is named as missing, and let this user read them. Ask the vendor for the package again if one of them is cut off.",
        commands: { any: ["ls -l {dir}"] },
      },
    },
    missing: {
      type: "list",
      says: "What is not there: `FILE (not there)`, `FILE: KEY (empty)`, `FILE: not whole JSON at line 7`. Never what stands in a file.",
      visibility: "public",
      remedy: { text: "Ask the vendor for what is missing." },
    },
    expires: {
      type: "instant",
      says: "The earliest end that a file names at its top level: a key `expires`, `expiresAt`, `expiry`, `expiryDate`, `expirationDate`, `validUntil` or `notAfter` (letters and digits count, not their case), or `entitlements.expires_at` of a Replicated license. A day without a time counts to its end in UTC. Absent where no file names one; unknown where one is written as no date, or without a zone.",
      visibility: "public",
      remedy: { text: "Ask the vendor to renew the license." },
    },
    inDate: {
      type: "boolean",
      says: "Whether that end is still to come.",
      visibility: "public",
      derived: { from: "expires", how: "after-now" },
      remedy: { text: "Ask the vendor to renew the license." },
    },
  },
  expect: { complete: true },
  example: `- id: package
  level: must
  title: The vendor's files
  package:
    dir: /opt/app/package
    files:
      - { path: customer.env, keys: [TENANT_ID, DOMAIN] }
      - { path: key.json, keys: [project_id, private_key] }
`,
});
