import { defineKind } from "../declaration.ts";

export const timeSync = defineKind({
  name: "time-sync",
  says: "Whether something keeps the clock right: the daemon that runs is asked, and what is only enabled in a file does not count.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "engine", "container"],
  grade: "observed",
  arguments: {},
  answers: {
    synchronised: {
      type: "boolean",
      says: "Whether a daemon runs and says that it follows a time source other than its own clock. The kernel's own mark stays set for hours after a daemon has gone, so it counts only beside a daemon that lets the kernel speak for it (systemd-timesyncd). Unknown in a container, whose clock is the host's, and where something that cannot be asked keeps the clock (PTP, a hypervisor's tools).",
      visibility: "public",
      remedy: {
        text: "Run one daemon that keeps the clock, and let it reach its time servers (UDP port 123 outwards).",
        commands: {
          debian: ["sudo apt-get install -y chrony", "chronyc tracking"],
          ubuntu: ["sudo timedatectl set-ntp true", "timedatectl timesync-status || chronyc tracking"],
          fedora: ["sudo dnf install -y chrony", "sudo systemctl enable --now chronyd", "chronyc tracking"],
          rhel: ["sudo dnf install -y chrony", "sudo systemctl enable --now chronyd", "chronyc tracking"],
          amzn: ["sudo dnf install -y chrony", "sudo systemctl enable --now chronyd", "chronyc tracking"],
          suse: ["sudo zypper install -y chrony", "sudo systemctl enable --now chronyd", "chronyc tracking"],
          arch: ["sudo timedatectl set-ntp true", "timedatectl timesync-status"],
          alpine: ["sudo apk add chrony", "sudo rc-update add chronyd", "sudo rc-service chronyd start"],
        },
      },
    },
    offset: {
      type: "duration",
      says: "How far the clock was from its source when the daemon last measured, without a sign. Unknown where nothing measures it.",
      visibility: "public",
      remedy: {
        text: "Let the daemon set the clock once (`chronyc makestep`), and see that its servers can be reached.",
      },
    },
    daemon: {
      type: "choice",
      of: ["chrony", "systemd-timesyncd", "ntpd", "ntpsec", "openntpd", "other", "none"],
      says: "What keeps the clock. `ntpd` is that of ntp.org; `other` is one that cannot be asked (ptp4l, phc2sys, timemaster, ntpd-rs, VMware's and VirtualBox's tools).",
      visibility: "public",
      remedy: { text: "Run the daemon that is asked for, and no other beside it." },
    },
  },
  expect: { synchronised: true },
  example: `- id: clock
  level: must
  title: The clock is right
  time-sync: {}
  expect: { offset: "<= 1 s" }
`,
});
