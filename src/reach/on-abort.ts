const calls = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls once when a signal aborts; what it answers takes that back. A signal compares each listener that is added or
 * removed with all that it has: hundreds of hosts with dozens of looks each would do little else.
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  const known = calls.get(signal) ?? listening(signal);
  known.add(call);
  return () => void known.delete(call);
}

function listening(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  calls.set(signal, all);
  signal.addEventListener(
    "abort",
    () => {
      for (const call of all) if (all.delete(call)) call();
    },
    { once: true },
  );
  return all;
}
