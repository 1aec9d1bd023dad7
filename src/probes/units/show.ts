/** The properties of one unit, each with all of its lines. */
export type Properties = ReadonlyMap<string, readonly string[]>;

/** What is asked of each unit; names of org.freedesktop.systemd1(5). */
export const PROPERTIES = [
  ...[
    "Id",
    "LoadState",
    "ActiveState",
    "SubState",
    "Result",
    "UnitFileState",
    "Type",
    "StateChangeTimestamp",
  ],
  ...[
    "NRestarts",
    "Restart",
    "ExecStart",
    "Environment",
    "EnvironmentFiles",
    "ExecMainCode",
    "ExecMainStatus",
  ],
  ...["ExecMainStartTimestamp", "ExecMainExitTimestamp", "Triggers", "Listen", "PIDFile", "RemainAfterExit"],
  ...["FragmentPath", "DropInPaths"],
];

/** Reads what `systemctl show` prints: `Name=value` lines, a blank line between units, warnings anywhere. */
export function parseShow(text: string): readonly Properties[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const properties = new Map<string, string[]>();
    for (const line of block.split("\n")) {
      const [, name, value] = /^([A-Z][A-Za-z0-9]{0,60})=(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      const known = properties.get(name);
      if (known === undefined) properties.set(name, [value]);
      else known.push(value);
    }
    return properties.has("Id") ? [properties] : [];
  });
}

export function propertyOf(unit: Properties, name: string): string {
  return unit.get(name)?.[0] ?? "";
}

/** "Sat 2026-11-28 07:22:15 UTC" in milliseconds since the epoch; undefined for "", "n/a" and other zones. */
export function stampIn(unit: Properties, name: string): number | undefined {
  const found = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?) UTC$/.exec(propertyOf(unit, name));
  const at = found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}Z`);
  return Number.isNaN(at) ? undefined : at;
}
