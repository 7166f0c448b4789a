import { failed, seconds, stopped, type Bare } from "./bare.ts";
import { onAbort } from "./on-abort.ts";
import type { FetchOptions } from "./target.ts";

/**
 * The answer of a look, or that it did not come within its limit. A promise that stays behind is forgotten: what can
 * hang for ever is never looked at in this process.
 */
export async function within(look: Promise<Bare>, options: FetchOptions): Promise<Bare> {
  const { signal, timeoutMs } = options;
  if (signal.aborted) return { is: "failed", why: stopped(signal) };
  let clean = (): void => undefined;
  const limit = new Promise<Bare>((resolve) => {
    const timer = setTimeout(() => resolve(failed("timeout", `no answer within ${seconds(timeoutMs)}`)), timeoutMs);
    const unheard = onAbort(signal, () => resolve({ is: "failed", why: stopped(signal) }));
    clean = () => {
      clearTimeout(timer);
      unheard();
    };
  });
  try {
    return await Promise.race([look, limit]);
  } finally {
    clean();
  }
}
