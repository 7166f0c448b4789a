import { isRefusedAddress } from "../../facts/addresses.ts";
import { parseAnswerAddress, reachAddress } from "../../reach/ingress/reach-url.ts";
import { reachVerdict, reachWords } from "../../report/reach-words.ts";
import { UsageError } from "../../spec/problem.ts";
import type { Call } from "../call.ts";
import type { ReachFlags } from "../flags.ts";
import { defaults } from "../options.ts";
import { styleOf } from "../style.ts";

/** `footing reach`: the other end of `footing answer`. */
export async function runReach({ context, flags, words: [url] }: Call<ReachFlags, [string]>): Promise<void> {
  const { environment, interruption, process: own, ending } = context;
  const address = parseAnswerAddress(url);
  if (address === undefined)
    throw new UsageError(
      "this is no address that `footing answer` printed",
      "Expected http:// or https://, a host, and a path such as /footing-k3f9-x2m7-q8wd-5zhp. It holds for one listening alone.",
    );
  if (isRefusedAddress(address.name))
    throw new UsageError(
      `${address.name} is an address that footing does not speak to`,
      "It is link-local, or where a cloud keeps its machines' secrets: no place that users open has it.",
    );
  interruption.listen();
  const { names, visits } = await reachAddress(address, {
    signal: interruption.signal,
    timeoutMs: flags.timeout ?? defaults.timeoutMs,
    environment,
    platform: process.platform,
  });
  if (interruption.signal.aborted) return;
  const { name: host, port, secure } = address;
  const reaching = { host, port, secure, names, visits };
  own.stdout.write(reachWords(reaching, styleOf(own.stdout, environment, flags.noColor === true)));
  ending.code = reachVerdict(reaching).is === "reached" ? 0 : 1;
}
