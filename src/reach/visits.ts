import type { Came, Network } from "../facts/ingress.ts";

/** What is told while somebody is waited for, who is to open an address elsewhere. */
export type VisitEvent =
  | {
      readonly is: "invited";
      readonly name: string;
      readonly port: number;
      readonly nonce: string;
      readonly seconds: number;
      readonly waitsFor: Network;
    }
  | { readonly is: "came"; readonly came: Came; readonly waitsFor: Network }
  /** Somebody brought the word, and not by the name that users open. */
  | { readonly is: "misnamed"; readonly from: string; readonly name: string };

/**
 * Somebody who runs this can be asked to open an address elsewhere. `mostMs`: how long that is waited for at each port.
 * `signal` ends it when the run is interrupted; the run's deadline does not, since a person takes longer than a probe.
 */
export type Visits = {
  readonly mostMs: number;
  readonly signal: AbortSignal;
  readonly tell: (event: VisitEvent) => void;
};
