import { reason } from "../facts/reasons.ts";
import { seconds, stopped, type Bare } from "./bare.ts";
import { onAbort } from "./on-abort.ts";
import type { FetchOptions } from "./target.ts";

type Unseen = Extract<Bare, { is: "failed" }>;

/**
 * The answer of a look, or that it did not come within its limit. A promise that stays behind is forgotten: what can
 * hang for ever is never looked at in this process.
 */
export async function within<Seen>(look: Promise<Seen>, options: FetchOptions): Promise<Seen | Unseen> {
  const { signal, timeoutMs } = options;
  if (signal.aborted) return { is: "failed", why: stopped(signal) };
  let clean = (): void => undefined;
  const limit = new Promise<Unseen>((resolve) => {
    const why = reason("timeout", `no answer within ${seconds(timeoutMs)}`);
    const timer = setTimeout(() => resolve({ is: "failed", why }), timeoutMs);
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
