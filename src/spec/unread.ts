/**
 * Parts of a file that have mistakes of their own. What names one of them is not wrong for that: a mistake is told once,
 * where it was made.
 */
export type Unread = {
  /** Names of inputs. */
  readonly inputs: ReadonlySet<string>;
  /** Ids of requirements. */
  readonly requirements: ReadonlySet<string>;
  /** Some requirement has no id that could be read, so any missing one may be it. */
  readonly anyRequirement: boolean;
  readonly sizing: boolean;
  readonly profiles: boolean;
};

export const isUnread = (id: string, { requirements, anyRequirement }: Unread): boolean =>
  anyRequirement || requirements.has(id);
