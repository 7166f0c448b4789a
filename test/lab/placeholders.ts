const day = 86_400_000;

/** Puts this world's folder in the place of `{world}`, and a date for `{date+30}` and `{date-1}` (days from today, UTC). */
export function filled(text: string, folder: string): string {
  return text
    .replaceAll("{world}", folder)
    .replaceAll(/\{date([+-]\d+)\}/g, (_, days: string) =>
      new Date(Date.now() + Number(days) * day).toISOString().slice(0, 10),
    );
}
