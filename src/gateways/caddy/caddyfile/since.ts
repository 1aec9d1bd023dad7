import type { Subdirective, Subdirectives } from "./subdirectives.ts";

/** Releases by the name of what came with them. */
export type Releases = Readonly<Record<string, string>>;

/**
 * Lines that came with a later release than the first that has the block: an older Caddy does not know them
 * (read off the sources of the releases since 2.6).
 */
export function since<Into>(
  releases: Releases,
  table: Subdirectives<Into>,
  what = "subdirective ",
): Subdirectives<Into> {
  const entries = Object.entries(table).map(([name, read]) => {
    const release = Object.hasOwn(releases, name) ? releases[name] : undefined;
    return [name, release === undefined ? read : from(release, read, what)] as const;
  });
  return Object.fromEntries(entries);
}

function from<Into>(release: string, read: Subdirective<Into>, what: string): Subdirective<Into> {
  return (d, into, helper) => {
    if (!helper.run.since(release))
      d.refuse(`unrecognized ${what}${d.value()}; it came with Caddy ${release}`);
    read(d, into, helper);
  };
}
