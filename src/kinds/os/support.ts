/** The date of the table below: a release that was made or prolonged later is not in it. */
export const tableDate = "2026-11-21";

/** The last day of support that every user has, and what a reader should know of it. */
export type Support = { readonly ends: string; readonly note?: string };

type Releases = Readonly<Record<string, string>>;
type Distribution = { readonly note?: string; readonly releases: Releases };

const enterprise = (releases: Releases): Distribution => ({
  releases,
  note: "for the newest minor release; longer only as a paid extension",
});

const extended = "longer only with Extended Security Updates";

/**
 * By ID and VERSION_ID of os-release, as the distributions publish them (Debian and Ubuntu: distro-info-data 0.58). What costs money (Ubuntu Pro, LTSS, ELS, Debian ELTS, ESU) does not count; Debian LTS is free, and
 * comes from the same archive. A release whose end is not fixed yet is left out, so that it stays unknown.
 */
const table: Readonly<Record<string, Distribution>> = {
  debian: {
    note: "free long-term support included; longer only as paid ELTS",
    releases: { "9": "2022-06-30", "10": "2024-06-30", "11": "2026-08-31", "12": "2028-06-30", "13": "2030-06-30" },
  },
  ubuntu: {
    note: "longer only with Ubuntu Pro",
    releases: {
      "16.04": "2021-04-30",
      "18.04": "2023-05-31",
      "20.04": "2025-05-31",
      "22.04": "2027-06-01",
      "24.04": "2029-05-31",
      "25.04": "2026-01-15",
      "25.10": "2026-07-09",
      "26.04": "2031-05-29",
      "26.10": "2027-07-15",
    },
  },
  rhel: enterprise({ "7": "2024-06-30", "8": "2029-05-31", "9": "2032-05-31", "10": "2035-05-31" }),
  rocky: enterprise({ "8": "2029-05-31", "9": "2032-05-31", "10": "2035-05-31" }),
  almalinux: enterprise({ "8": "2029-03-01", "9": "2032-05-31", "10": "2035-05-31" }),
  centos: { releases: { "7": "2024-06-30", "8": "2024-05-31", "9": "2027-05-31" } },
  fedora: { releases: { "40": "2025-05-13", "41": "2025-12-15", "42": "2026-05-13", "43": "2026-12-09" } },
  sles: {
    note: "longer only with paid LTSS",
    releases: {
      "12.5": "2024-10-31",
      "15.4": "2023-12-31",
      "15.5": "2024-12-31",
      "15.6": "2025-12-31",
      "15.7": "2031-07-31",
    },
  },
  /*
   * Of Windows by edition too, which share an end; versions are those of its kernel. Dates are those of Microsoft's pages
   * (learn.microsoft.com/lifecycle/products), as collected by altrhombus/DataForGeeks in 2026 (content/ms/mswin, a day
   * later there: it counts from the midnight after); those of servers also stand in Microsoft's own lifecycle data
   * (MicrosoftDocs/lifecycle-data-pr.*) and at endoflife.date. Of Windows Server 2025 two ends are published (2034-10-10,
   * 2034-11-14), so it is left out.
   */
  "windows:home-pro": {
    note: extended,
    releases: {
      "10.0.19045": "2025-10-14",
      "10.0.22621": "2024-10-08",
      "10.0.22631": "2025-11-11",
      "10.0.26100": "2026-10-13",
      "10.0.26200": "2027-10-12",
    },
  },
  "windows:enterprise-education": {
    note: extended,
    releases: {
      "10.0.19045": "2025-10-14",
      "10.0.22621": "2025-10-14",
      "10.0.22631": "2026-11-10",
      "10.0.26100": "2027-10-12",
    },
  },
  "windows-server:standard-datacenter": {
    note: extended,
    releases: { "10.0.14393": "2027-01-12", "10.0.17763": "2029-01-09", "10.0.20348": "2031-10-14" },
  },
  amzn: { releases: { "2": "2026-06-30", "2023": "2029-06-30" } },
  alpine: {
    releases: {
      "3.18": "2025-05-09",
      "3.19": "2025-11-01",
      "3.20": "2026-04-01",
      "3.21": "2026-11-01",
      "3.22": "2027-05-01",
      "3.23": "2027-11-01",
    },
  },
};

/** The row of a release, by the longest part of its version that the table knows: `8.10` is of `8`. */
export function supportOf(id: string, version: string): Support | undefined {
  const distribution = Object.hasOwn(table, id) ? table[id] : undefined;
  if (distribution === undefined) return undefined;
  const { releases, note } = distribution;
  const parts = version.split(".");
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join(".");
    const ends = Object.hasOwn(releases, name) ? releases[name] : undefined;
    if (ends !== undefined) return note === undefined ? { ends } : { ends, note };
  }
  return undefined;
}
