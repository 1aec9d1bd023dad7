/** A piece of a text that another text has taken the place of. */
export interface Replaced {
  /** Offsets in the new text. */
  readonly from: number;
  readonly to: number;
  /** Offsets in the text as it was written. */
  readonly writtenFrom: number;
  readonly writtenTo: number;
  /** The variable is none that is known, and it has no default. */
  readonly isUnknown: boolean;
}

/** The value of a variable of Caddy's own process; undefined where it has none. */
export type Environment = (name: string) => string | undefined;

export interface Filled {
  readonly text: string;
  readonly replaced: readonly Replaced[];
  /** Names of the variables whose value is not known. */
  readonly unknown: readonly string[];
}

/**
 * Puts in the variables of the environment, `{$NAME}` and `{$NAME:default}`, before anything else is read
 * (`replaceEnvVars`, caddyconfig/caddyfile/parse.go). Without the environment of Caddy's own process a variable that has no
 * default becomes `{env.NAME}`, which Caddy fills in as late as at the request, so that nothing is taken for empty.
 */
export function fillEnvironment(written: string, environment: Environment | undefined): Filled {
  const parts: string[] = [];
  const replaced: Replaced[] = [];
  const unknown: string[] = [];
  let length = 0;
  let done = 0;
  for (let at = written.indexOf("{$"); at >= 0; at = written.indexOf("{$", done)) {
    const end = written.indexOf("}", at + 2);
    if (end < 0) break;
    parts.push(written.slice(done, at));
    length += at - done;
    done = end + 1;
    const inside = written.slice(at + 2, end);
    const value = inside === "" ? "{$}" : valueFor(inside, environment);
    const put = value ?? `{env.${inside}}`;
    if (value === undefined) unknown.push(inside);
    const to = length + put.length;
    replaced.push({ from: length, to, writtenFrom: at, writtenTo: done, isUnknown: value === undefined });
    parts.push(put);
    length = to;
  }
  parts.push(written.slice(done));
  return { text: parts.join(""), replaced, unknown };
}

function valueFor(inside: string, environment: Environment | undefined): string | undefined {
  const colon = inside.indexOf(":");
  const name = colon < 0 ? inside : inside.slice(0, colon);
  const known = environment?.(name);
  if (known !== undefined) return known;
  if (colon >= 0) return inside.slice(colon + 1);
  return environment === undefined ? undefined : "";
}
