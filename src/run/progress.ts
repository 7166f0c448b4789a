/** What a run tells while it runs. Nothing here is a result: a report is. */
export type Progress =
  | { readonly is: "started"; readonly probe: string; readonly words: string }
  | {
      readonly is: "finished";
      readonly probe: string;
      readonly words: string;
      readonly ms: number;
      readonly unknown: string | null;
    };

export type OnProgress = (event: Progress) => void;
