// Forty checks of one host, in the form that each peer reads: the same questions, as far as each can ask them.

const programs = "sh ls cat cp mv rm mkdir chmod chown ps grep sed tar gzip find sort head tail date id".split(" ");
const ports = Array.from({ length: 14 }, (_, index) => 40_001 + index);
const folders = ["/", "/tmp", "/var"];

const lines = (...parts: readonly (string | readonly string[])[]): string => `${parts.flat().join("\n")}\n`;

export const forFooting = lines(
  "footing: 1",
  "product: { id: forty, name: Forty checks }",
  "requirements:",
  programs.map((name) => `  - { id: has-${name}, level: must, command: { name: ${name} } }`),
  ports.map((port) => `  - { id: port-${port}, level: must, port: { port: ${port} } }`),
  folders.map(
    (path, index) => `  - { id: disk-${index}, level: must, disk: { path: ${path} }, expect: { free: ">= 1 MB" } }`,
  ),
  '  - { id: memory, level: must, memory: {}, expect: { installed: ">= 100 MB" } }',
  '  - { id: cpu, level: must, cpu: {}, expect: { count: ">= 1" } }',
  "  - { id: os, level: must, os: {}, expect: { family: linux } }",
);

const succeeds = { "exit-status": 0 } as const;
const commands = [
  ...programs.map((name) => `command -v ${name}`),
  ...folders.map((path) => `test "$(df -kP ${path} | awk 'END { print $4 }')" -gt 1000`),
];

export const forGoss = JSON.stringify({
  command: Object.fromEntries(commands.map((command) => [command, succeeds] as const)),
  port: Object.fromEntries(ports.map((port) => [`tcp:${port}`, { listening: false }] as const)),
  file: {
    "/proc/meminfo": { exists: true, contents: ["/^MemTotal: +[0-9]{6,} kB/"] },
    "/proc/cpuinfo": { exists: true, contents: ["/^processor/"] },
  },
  "kernel-param": { "kernel.ostype": { value: "Linux" } },
});

/** As somebody writes it who has nothing but ssh. */
export const forBash = lines(
  "set -e",
  programs.map((name) => `command -v ${name} >/dev/null`),
  "listening=$(ss -Hltn)",
  ports.map((port) => `! grep -q ':${port} ' <<<"$listening"`),
  folders.map((path) => `test "$(df -kP ${path} | awk 'END { print $4 }')" -gt 1000`),
  "test \"$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)\" -gt 100000",
  'test "$(nproc)" -ge 1',
  'test "$(uname -s)" = Linux',
);

export const forTestinfra = lines(
  "import pytest",
  `programs = ${JSON.stringify(programs)}`,
  `ports = ${JSON.stringify(ports)}`,
  `folders = ${JSON.stringify(folders)}`,
  '@pytest.mark.parametrize("name", programs)',
  "def test_program(host, name): assert host.exists(name)",
  '@pytest.mark.parametrize("port", ports)',
  'def test_port(host, port): assert not host.socket(f"tcp://{port}").is_listening',
  '@pytest.mark.parametrize("path", folders)',
  "def test_disk(host, path): assert int(host.check_output(f\"df -kP {path} | awk 'END {{ print $4 }}'\")) > 1000",
  "def test_memory(host): assert int(host.check_output(\"awk '/^MemTotal/ { print $2 }' /proc/meminfo\")) > 100000",
  'def test_cpu(host): assert int(host.check_output("nproc")) >= 1',
  'def test_os(host): assert host.system_info.type == "linux"',
);

/** One task a sort of question: a loop of Ansible would connect once for each value. */
export const forAnsible = lines(
  "- hosts: all",
  "  gather_facts: true",
  "  gather_subset: ['!all', '!min', hardware, distribution]",
  "  tasks:",
  "    - ansible.builtin.shell: " +
    JSON.stringify(programs.map((name) => `command -v ${name} >/dev/null`).join(" && ")),
  "    - ansible.builtin.shell: " + JSON.stringify(`! ss -Hltn | grep -qE ':(${ports.join("|")}) '`),
  "    - ansible.builtin.assert:",
  "        that:",
  "          - ansible_facts.memtotal_mb > 100",
  "          - ansible_facts.processor_vcpus >= 1",
  "          - ansible_facts.system == 'Linux'",
  "          - ansible_facts.mounts | selectattr('size_available', 'gt', 1000000) | list | length > 0",
);
