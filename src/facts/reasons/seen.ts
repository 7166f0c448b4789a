import type { ReasonWords } from "./words.ts";

/** It was looked at. */
export const seen = {
  met: {
    means: "What was seen meets the requirement.",
    seeByHand: ["Who saw it, and how well it is known:", "$ footing check PRODUCT --only REQUIREMENT --verbose"],
    mend: ["Nothing."],
  },
  "falls-short": {
    means: "What was seen does not meet the requirement.",
    seeByHand: [
      "What was seen stands beside what must be. Who saw it, so that you can ask the same:",
      "$ footing check PRODUCT --only REQUIREMENT --verbose",
    ],
    mend: [
      "The end of the report says what to do, with commands where they fit this system. What cannot be mended now can be waived for a time in the site file.",
    ],
  },
  absent: {
    means: "It is known not to be there.",
    seeByHand: ["The row names what was looked for:", "$ command -v PROGRAM", "$ ls -ld /the/path"],
    mend: [
      "Install or make it. If it is there, Footing does not find it where it looks: PATH and HOME are those of the user who runs it, and of root where it is asked as root.",
      "$ sudo -n sh -c 'command -v PROGRAM'",
    ],
  },
  refused: {
    means: "It was reached, and the connection was refused: nothing listens there, or it turns callers away.",
    seeByHand: [
      "Who listens on this machine; whether a port answers; whose a socket is:",
      "$ sudo ss -ltnp",
      "$ nc -vz HOST PORT",
      "$ ls -l /var/run/docker.sock",
    ],
    mend: [
      "Start the service, and see that it stays up:",
      "$ sudo systemctl enable --now SERVICE",
      "$ systemctl status SERVICE",
      "If it runs, it listens elsewhere (another port, only on 127.0.0.1, another socket), or a firewall rejects.",
    ],
  },
  "not-running": {
    means: "It is there and does not run: created, stopped, restarting or paused.",
    seeByHand: [
      "Of a container, and of the engine itself:",
      "$ docker ps -a --format 'table {{.Names}}\\t{{.Status}}'",
      "$ docker logs --tail 50 CONTAINER",
      "$ systemctl status docker",
    ],
    mend: [
      "What was created or stopped is started, what is paused goes on:",
      "$ docker start CONTAINER",
      "$ docker unpause CONTAINER",
      "What restarts again and again says why in its log; starting it once more does not help.",
    ],
  },
  "cannot-run": {
    means: "The container engine answers, and cannot run a container.",
    seeByHand: [
      "Run one, and read what the engine says of it:",
      "$ docker run --rm --network none hello-world",
      "$ docker info",
      "$ sudo journalctl -u docker --since -15min",
    ],
    mend: [
      "The error names the part that is broken: a full disk below the engine's folder, a runtime (runc, crun) that is missing, a storage driver that the kernel does not have, control groups that are not mounted, a rule of AppArmor or SELinux. Inside a container or a container-like virtual server the host must allow it.",
    ],
  },
  "in-use": {
    means: "Another program holds the port.",
    seeByHand: [
      "Who listens there, and whether a container publishes it:",
      "$ sudo ss -ltnp 'sport = :PORT'",
      "$ docker ps --filter publish=PORT",
    ],
    mend: [
      "Stop that program and keep it from starting again, or give it another port or address:",
      "$ sudo systemctl disable --now SERVICE",
      "If it is the product itself, nothing is wrong: the port must be free only before it is installed.",
      "$ footing check PRODUCT --moment run",
    ],
  },
  "disk-full": {
    means: "Writing failed: no space, no inodes or no quota is left.",
    seeByHand: ["Space, inodes and quota of the place:", "$ df -h /the/path", "$ df -i /the/path", "$ quota -s"],
    mend: [
      "Find what fills it, and free it or enlarge the volume. What images and layers take, and could give back:",
      "$ sudo du -xh --max-depth=2 /the/path | sort -h | tail",
      "$ docker system df",
      "What df shows as available counts: ext4 keeps 5 % of the size for root, and a quota may end before the volume.",
    ],
  },
  "read-only": {
    means: "Writing failed: the file system is read-only.",
    seeByHand: [
      "How it is mounted, and whether the kernel made it so after an error:",
      "$ findmnt -T /the/path -o TARGET,SOURCE,FSTYPE,OPTIONS",
      "$ sudo dmesg | grep -iE 'remount|i/o error|ext4|xfs'",
    ],
    mend: [
      "If the kernel did it after an error, save the data and check the disk first. If it is mounted so on purpose (ro in /etc/fstab, an image, a snapshot), choose another place, or:",
      "$ sudo mount -o remount,rw MOUNTPOINT",
    ],
  },
  "read-back-differs": {
    means: "What was written came back different.",
    seeByHand: [
      "Write, drop what the kernel remembers, and read again; both sums must be the same:",
      "$ dd if=/dev/urandom of=/the/path/try bs=1M count=64 conv=fsync",
      "$ sha256sum /the/path/try",
      "$ echo 3 | sudo tee /proc/sys/vm/drop_caches",
      "$ sha256sum /the/path/try",
      "$ rm /the/path/try",
    ],
    mend: [
      "Put nothing there that you want back. Look for a failing disk, cable or memory, for a network file system with a stale cache, and for a gateway that changes what passes through it:",
      "$ sudo smartctl -a /dev/DEVICE",
      "$ sudo dmesg -T | tail -50",
    ],
  },
  "not-synchronised": {
    means: "The clock is not kept right by a time service.",
    seeByHand: [
      "What the kernel says, then the daemon that runs, chrony or systemd-timesyncd:",
      "$ timedatectl",
      "$ chronyc tracking",
      "$ timedatectl timesync-status",
    ],
    mend: [
      "Start a time service, and let it reach its servers (UDP port 123, or those of your network in its configuration):",
      "$ sudo systemctl enable --now systemd-timesyncd",
      "It takes minutes until the clock counts as right. In a container the host keeps it.",
    ],
  },
  incomplete: {
    means: "Files of the package, or keys in them, are missing or empty.",
    seeByHand: ["The row names them. What there is:", "$ ls -la FOLDER", "$ grep -n 'KEY' FOLDER/FILE"],
    mend: [
      "Take the package anew from whoever gave it, unpack all of it, and leave its files as they are. A key that is there and empty, or still holds a placeholder, counts as missing: fill it in.",
    ],
  },
  "attested-no": {
    means: "It was attested that it is not so.",
    seeByHand: ["Somebody answered `no`, with name and date:", "$ grep -A 12 '^attestations' footing.yaml"],
    mend: ["Mend it, and answer anew in the site file; or waive it there for a time."],
  },
  assumption: {
    means: "The sizing table assumes something that does not hold.",
    seeByHand: ["The requirement's title is what is assumed; the table and its assumptions:", "$ footing show PRODUCT"],
    mend: ["Make it so, or reckon with more than the table says: its figures are for another case than yours."],
  },
  waived: {
    means: "It is unmet, and somebody has accepted that for a time.",
    seeByHand: ["By whom, until when and why stands below the row, and here:", "$ grep -A 12 '^waivers' footing.yaml"],
    mend: ["Mend it before the waiver ends. From the day after, it is unmet again."],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
