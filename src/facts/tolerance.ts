/**
 * What an amount counts as beside a bound (docs/explanation/memory-and-disk.md): the bound itself, where it falls short of
 * it by no more than its tolerance, a share of the bound; else itself. So of `>=` and `<`, and of `>` and `<=`, always
 * exactly one holds.
 */
export function countsAs(amount: number, tolerance: number, bound: number): number {
  return amount < bound && amount >= bound - bound * tolerance ? bound : amount;
}
