/** Whether it is known to be older than this release; an unknown version is read as the newest. "v2.6.2" is 2.6.2. */
export function isBefore(version: string | undefined, wanted: string): boolean {
  if (version === undefined) return false;
  const [own, other] = [numbers(version), numbers(wanted)];
  for (let index = 0; index < 3; index++) {
    const difference = (own[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbers(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
}
