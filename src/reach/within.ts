import { failed, seconds, stopped, type Bare } from "./bare.ts";
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
    const onAbort = (): void => resolve({ is: "failed", why: stopped(signal) });
    signal.addEventListener("abort", onAbort, { once: true });
    clean = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
  });
  try {
    return await Promise.race([look, limit]);
  } finally {
    clean();
  }
}
