/** Whether Caddy is at least of a release; without a version it is the newest. */
export function sinceVersion(version: string | undefined): (wanted: string) => boolean {
  const parts = version === undefined ? undefined : numbers(version);
  return (wanted) => {
    if (parts === undefined) return true;
    const others = numbers(wanted);
    for (const [index, other] of others.entries()) {
      const part = parts[index] ?? 0;
      if (part !== other) return part > other;
    }
    return true;
  };
}

function numbers(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
}
