/** Bytes of hexadecimal words. */
const bytes = (hexadecimal: string): Uint8Array => Uint8Array.fromHex(hexadecimal.replaceAll(/\s+/g, ""));

/** write(1, argv[1], its length), then exit(0): the whole program that a container of ours runs. */
const programs = {
  // mov $1,%eax · mov %eax,%edi · mov 16(%rsp),%rsi · xor %edx,%edx · 1: cmpb $0,(%rsi,%rdx) · je 2f · inc %edx · jmp 1b
  // 2: syscall · xor %edi,%edi · mov $60,%eax · syscall
  amd64: {
    machine: 62,
    code: bytes("b801000000 89c7 488b742410 31d2 803c1600 7404 ffc2 ebf6 0f05 31ff b83c000000 0f05"),
  },
  // ldr x1,[sp,16] · mov x2,0 · 1: ldrb w3,[x1,x2] · cbz w3,2f · add x2,x2,1 · b 1b · 2: mov x0,1 · mov x8,64 · svc 0
  // mov x0,0 · mov x8,93 · svc 0
  arm64: {
    machine: 183,
    code: bytes(
      "e10b40f9 020080d2 23686238 63000034 42040091 fdffff17 200080d2 080880d2 010000d4 000080d2 a80b80d2 010000d4",
    ),
  },
} as const;

export type ProbeArchitecture = keyof typeof programs;

const headers = 64 + 56;
/** Where the program is loaded: any page that is not the first. */
const base = 0x40_0000n;

/** A static program: the header of the file and that of its one segment (elf(5)), and the code behind them. */
export function probeProgram(architecture: ProbeArchitecture): Uint8Array {
  const { machine, code } = programs[architecture];
  const file = new Uint8Array(headers + code.length);
  const view = new DataView(file.buffer);
  const size = BigInt(file.length);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true); // ET_EXEC
  view.setUint16(18, machine, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, base + BigInt(headers), true); // e_entry
  view.setBigUint64(32, 64n, true); // e_phoff
  view.setUint16(52, 64, true); // e_ehsize
  view.setUint16(54, 56, true); // e_phentsize
  view.setUint16(56, 1, true); // e_phnum
  view.setUint32(64, 1, true); // PT_LOAD
  view.setUint32(68, 5, true); // readable, executable
  view.setBigUint64(80, base, true);
  view.setBigUint64(88, base, true);
  view.setBigUint64(96, size, true);
  view.setBigUint64(104, size, true);
  view.setBigUint64(112, 0x1_0000n, true); // pages of 64 KiB on some arm64
  file.set(code, headers);
  return file;
}

const block = 512;

/** The program as the only file of a tar archive (ustar of POSIX.1-1988), which is an image's only layer. */
export function probeImage(architecture: ProbeArchitecture): Uint8Array {
  const program = probeProgram(architecture);
  const archive = new Uint8Array(4 * block);
  const write = (at: number, text: string): void => archive.set(new TextEncoder().encode(text), at);
  write(0, "footing-probe");
  write(100, "0000755\0");
  write(108, "0000000\0");
  write(116, "0000000\0");
  write(124, `${program.length.toString(8).padStart(11, "0")}\0`);
  write(136, "00000000000\0");
  write(148, "        ");
  write(156, "0");
  write(257, "ustar\u000000");
  const sum = archive.subarray(0, block).reduce((all, byte) => all + byte, 0);
  write(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  archive.set(program, block);
  return archive;
}

/** Bytes as the format of printf(1): octal escapes, which every shell knows. */
export const octal = (content: Uint8Array): string =>
  Array.from(content, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
