/** Numbers in a list of the kernel, such as `0-3,8,10-11` (cpulist, cpuset(7)). Undefined: it is no such list. */
export function parseCpuList(text: string): ReadonlySet<number> | undefined {
  const numbers = new Set<number>();
  const trimmed = text.trim();
  if (trimmed === "") return numbers;
  for (const part of trimmed.split(",")) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first)) return undefined;
    for (let number = Number(first); number <= Number(last); number++) numbers.add(number);
  }
  return numbers;
}
