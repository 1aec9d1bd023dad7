const DAY_MS = 86_400_000;
/** Certificates that live shorter than this are renewed by machines, late in their life. */
const SHORT_LIFE_MS = 30 * DAY_MS;

/**
 * How loudly the coming end of a certificate is to be told; undefined while it is far. A short-lived one only counts in the
 * last tenth of its life.
 */
export function endingSoon(
  { notBefore, notAfter }: { readonly notBefore: number | undefined; readonly notAfter: number },
  now: number,
): "warning" | "info" | undefined {
  const left = notAfter - now;
  const life = notBefore === undefined ? Number.POSITIVE_INFINITY : notAfter - notBefore;
  const isSoon = life < SHORT_LIFE_MS ? left < life / 10 : left <= SHORT_LIFE_MS;
  if (!isSoon) return undefined;
  return left <= 14 * DAY_MS ? "warning" : "info";
}

/** "2026-11-28 03:00", in UTC. */
export function day(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}
