/** Below 0 where `one` is older than `other`, above 0 where it is newer; "2.6.12-1+deb12u4" is 2.6.12. */
export function versionCompare(one: string, other: string): number {
  const [left, right] = [numbers(one), numbers(other)];
  for (let index = 0; index < 3; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
}

/** Whether it is this release or a later one; an unknown version is read as the oldest one still common, 2.6. */
export function isAtLeast(version: string | undefined, wanted: string): boolean {
  return versionCompare(version ?? "2.6", wanted) >= 0;
}

/** Whether it is known to be older. */
export function isBefore(version: string | undefined, wanted: string): boolean {
  return version !== undefined && versionCompare(version, wanted) < 0;
}
