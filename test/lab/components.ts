import { fileURLToPath } from "node:url";
import { runCommand } from "./shell.ts";

/** What a world may need of the machine: a command that succeeds where it is there, and what brings it. */
type Component = { readonly check: string; readonly brings: string };

/** How long a check may take, in milliseconds: some fetch a package, one a whole system. */
const checkMs = 400_000;

const controller = (name: string): Component => ({
  check: `grep -q " /sys/fs/cgroup/${name} .* - cgroup " /proc/self/mountinfo && mkdir /sys/fs/cgroup/${name}/$GROUP && rmdir /sys/fs/cgroup/${name}/$GROUP`,
  brings: `root, and the ${name} controller of control groups version 1 mounted at /sys/fs/cgroup/${name}`,
});

const unpacking = fileURLToPath(new URL("unpack.sh", import.meta.url));

const rootMaking = fileURLToPath(new URL("systemd-root.sh", import.meta.url));

/** Packages that are unpacked and not installed, with a program of theirs that must then run here. */
const unpacked = (packages: string, program: string, brings: string): Component => ({
  check: `sh ${unpacking} ${packages} && ${program}`,
  brings: `root, and apt-get with its lists, which unpacks ${brings}`,
});

const table = {
  root: { check: 'test "$(id -u)" = 0', brings: "being root" },
  namespaces: {
    check: "unshare --mount --propagation private -- mount -t tmpfs none /mnt",
    brings: "root with CAP_SYS_ADMIN, and util-linux",
  },
  loop: {
    check: "losetup --find && command -v mkfs.ext4",
    brings: "loop devices in the kernel, and the package e2fsprogs",
  },
  overlay: { check: "grep -qw overlay /proc/filesystems", brings: "overlayfs in the kernel" },
  fuse: { check: "test -c /dev/fuse && grep -qw fuse /proc/filesystems", brings: "fuse in the kernel" },
  setpriv: { check: "setpriv --reuid 65533 --regid 65533 --clear-groups true", brings: "root, and util-linux" },
  sudo: { check: "command -v sudo", brings: "the package sudo" },
  netns: { check: "unshare --net ip link set lo up", brings: "root, and the package iproute2" },
  chrony: unpacked(
    "chrony",
    "/var/cache/footing-lab/chrony/usr/sbin/chronyd --version",
    "chrony; it needs the packages libedit2 and libseccomp2",
  ),
  ntpsec: unpacked(
    "ntpsec python3-ntp",
    "/var/cache/footing-lab/ntpsec/usr/sbin/ntpd --version && test -x /usr/bin/python3",
    "ntpsec; it needs the packages libbsd0 and python3",
  ),
  openntpd: unpacked("openntpd", "test -x /var/cache/footing-lab/openntpd/usr/sbin/ntpd", "openntpd"),
  free: { check: "command -v free", brings: "the package procps" },
  taskset: { check: "taskset -c 0 true", brings: "util-linux, and leave to run on processor 0" },
  "two-processors": { check: 'test "$(nproc)" -ge 2', brings: "a second processor" },
  x86_64: { check: 'test "$(uname -m)" = x86_64 && setarch linux32 true', brings: "an x86_64 machine" },
  ia32: { check: "test -e /proc/sys/abi/vsyscall32", brings: "a kernel that runs 32-bit programs of x86" },
  "user-namespaces": {
    check: "setpriv --reuid 65533 --regid 65533 --clear-groups unshare --user --map-root-user true",
    brings: "namespaces that any user may make",
  },
  networks: {
    check: "unshare --mount --propagation private -- unshare --net -- ip link set lo up && command -v ss",
    brings: "root with CAP_SYS_ADMIN and CAP_NET_ADMIN, and the package iproute2",
  },
  ipv6: { check: "test -e /proc/net/if_inet6", brings: "IPv6 in the kernel" },
  perl: { check: "perl -MSocket -e 1", brings: "the package perl-base" },
  docker: {
    check: "command -v dockerd && command -v docker && command -v ip",
    brings: "root, and the packages docker.io and iproute2",
  },
  "systemd-host": {
    check: `grep -q " /sys/fs/cgroup/systemd .* - cgroup " /proc/self/mountinfo && command -v dockerd && sh ${rootMaking}`,
    brings:
      "root, the control groups of systemd (version 1) mounted at /sys/fs/cgroup/systemd, and the packages docker.io, iproute2 and debootstrap, which fetches a Debian",
  },
  rootless: {
    check: "command -v rootlesskit && command -v newuidmap && command -v dockerd",
    brings: "root, and the packages rootlesskit, uidmap and docker.io",
  },
  "docker-registry": { check: "command -v docker-registry", brings: "the package docker-registry" },
  podman: { check: "command -v podman", brings: "the package podman" },
  "docker-compose": { check: "command -v docker-compose", brings: "the package docker-compose" },
  busybox: { check: "command -v busybox", brings: "the package busybox-static" },
  sshd: {
    check: "test -x /usr/sbin/sshd && command -v ssh && command -v ssh-keygen",
    brings: "root, and the packages openssh-server and openssh-client",
  },
  openssl: { check: "openssl version && date -u -d '1 days'", brings: "the packages openssl and coreutils" },
  nginx: { check: "command -v nginx", brings: "the package nginx-light" },
  udhcp: {
    check: "busybox --list | grep -qx udhcpd && busybox --list | grep -qx udhcpc",
    brings: "the package busybox-static, with its DHCP server and client",
  },
  fish: { check: "command -v fish", brings: "the package fish" },
  tcsh: { check: "command -v tcsh", brings: "the package tcsh" },
  dnsmasq: {
    check: "command -v dnsmasq && command -v dig",
    brings: "root, and the packages dnsmasq-base and bind9-dnsutils",
  },
  unbound: { check: "command -v unbound", brings: "the package unbound" },
  squid: { check: "command -v squid", brings: "the package squid" },
  tinyproxy: { check: "command -v tinyproxy", brings: "the package tinyproxy-bin" },
  curl: { check: "command -v curl && command -v openssl", brings: "the packages curl and openssl" },
  nft: { check: "command -v nft", brings: "the package nftables" },
  "cgroup-v1-memory": controller("memory"),
  "cgroup-v1-cpu": controller("cpu"),
  "cgroup-v1-cpuset": controller("cpuset"),
} satisfies Readonly<Record<string, Component>>;

export type ComponentName = keyof typeof table;

const isName = (name: string): name is ComponentName => Object.hasOwn(table, name);
export const componentNames: readonly ComponentName[] = Object.keys(table).filter(isName);

/** The components that this machine lacks, each with what would bring it. */
export async function missingComponents(
  needed: ReadonlySet<ComponentName>,
  environment: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<ComponentName, string>> {
  const answers = await Promise.all(
    [...needed].map(async (name) => {
      const { exit } = await runCommand(["sh", "-c", table[name].check], { environment, timeoutMs: checkMs });
      return [name, exit] as const;
    }),
  );
  return new Map(answers.flatMap(([name, exit]) => (exit === 0 ? [] : [[name, table[name].brings] as const])));
}
