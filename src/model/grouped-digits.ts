/**
 * A count as people read it: "12,345". `toLocaleString` would load the rules of languages for it, which takes longer than to
 * lint a small config.
 */
export function groupedDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
