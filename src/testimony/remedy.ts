import type { CauseArgs } from "../model/check.ts";
import type { GatewayKind } from "../model/config.ts";
import type { Fix } from "../model/report.ts";

export function fix(summary: string, steps: readonly string[] = [], commands: readonly string[] = []): Fix {
  return { summary, steps, commands };
}

/** "in /etc/x.conf, next to line 14"; "in its config" for a target that was named without one. */
export function besideLine({ args }: CauseArgs): string {
  if (args.file === undefined || args.file === "") return "in its config";
  return `in ${args.file}, next to line ${args.line}`;
}

/** One step: the lines to write for this kind of gateway, or the same in general words where none are given. */
export function configStep(
  of: CauseArgs,
  lines: Readonly<Partial<Record<GatewayKind, string>>>,
  otherwise: string,
): string {
  const own = new Map<string, string>(Object.entries(lines)).get(String(of.args.kind));
  return own === undefined ? otherwise : `${besideLine(of)}: ${own}`;
}

/** The endpoint, or how many there are, for a title. */
export function who({ endpointCount, where }: CauseArgs): string {
  return endpointCount > 1 ? `${endpointCount} endpoints` : where;
}

/** The same of a port, which a health check may ask instead of the endpoint's own. */
export function whoAsked(of: CauseArgs): string {
  const [own, asked] = [of.where, String(of.args.target ?? "")].map((text) => /:(\d+)$/.exec(text)?.[1]);
  const isOther = of.endpointCount === 1 && own !== undefined && asked !== undefined && own !== asked;
  return isOther ? `${who(of)}, asked at port ${asked}` : who(of);
}
