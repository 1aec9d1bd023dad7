import type { Layer } from "../model/cause.ts";
import { groupedDigits } from "../model/grouped-digits.ts";
import type { Cause, Report, UpstreamReport } from "../model/report.ts";
import type { Style } from "./style.ts";

/** How reports call the layers in a narrow column. */
const LAYER_WORDS = {
  backend: "host",
  dns: "dns",
  network: "net",
  tls: "tls",
  application: "http",
  config: "conf",
  resources: "res",
  llm: "llm",
} as const satisfies Record<Layer, string>;

/** How every sentence begins that rests on lines of a log: "…error.log: 5 times since 2026-11-28T02:10:31Z, last at …". */
const FROM_A_LOG = /: (?:at|[\d,]+ times since) \d{4}-\d\d-\d\dT[\d:]+Z(?:: "|, last at )/;

/** The layer of the check that gave a piece of evidence; the cause's own where the check is not listed. */
export function evidenceLayer(
  { check, summary }: { readonly check: string; readonly summary: string },
  cause: Cause,
  layers: ReadonlyMap<string, Layer>,
): string {
  if (check === "timeline") return "when";
  if (/(?:^|-)log(?:s|ged)?(?:-|$)/.test(check) || FROM_A_LOG.test(summary)) return "log";
  return LAYER_WORDS[layers.get(check) ?? cause.layer];
}

export function checkLayers(report: Report): ReadonlyMap<string, Layer> {
  return new Map(report.checks.map((check) => [check.id, check.layer]));
}

/** "98 %". Never more than it is: 0.999 is no certainty. */
export function percent(confidence: number): string {
  const rounded = Math.round(confidence * 100);
  return `${confidence < 1 ? Math.min(99, rounded) : rounded} %`;
}

/** Milliseconds as a person says them: "9 ms", "2.1 s", "3 min 20 s", "1 h". */
export function span(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(" ");
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${groupedDigits(count)} ${count === 1 ? one : many}`;
}

/** "nginx 1.26.2", each gateway of the run once. */
export function gatewayNames(report: Report): readonly string[] {
  const names = report.inputs
    .filter((input) => input.gateway !== "none")
    .map((input) => (input.version === undefined ? input.gateway : `${input.gateway} ${input.version}`));
  return [...new Set(names)];
}

/** "0 of 3 endpoints answer". A name with several addresses is one endpoint: it answers when one address does. */
export function answering(upstream: UpstreamReport): string {
  const all = new Set(upstream.endpoints.map((row) => row.endpoint));
  const good = new Set(
    upstream.endpoints.filter((row) => row.state === "healthy").map((row) => row.endpoint),
  );
  if (all.size === 0) return "no endpoints";
  if (upstream.endpoints.every((row) => row.state === "unknown"))
    return `${plural(all.size, "endpoint")} not tested`;
  return `${good.size} of ${plural(all.size, "endpoint")} ${all.size === 1 ? "answers" : "answer"}`;
}

export const STATE_STYLES = {
  healthy: "good",
  degraded: "warning",
  down: "bad",
  unknown: "quiet",
} as const satisfies Record<Report["verdict"], Style>;

export const SEVERITY_STYLES = { error: "bad", warning: "warning", info: "quiet" } as const satisfies Record<
  Cause["severity"],
  Style
>;

export const STATUS_STYLES = {
  pass: "good",
  warn: "warning",
  fail: "bad",
  skip: "quiet",
} as const satisfies Record<Report["checks"][number]["status"], Style>;

/** The verdict as a word that can be seen without colour: what is down shouts. */
export function stateWord(state: Report["verdict"]): string {
  return state === "down" ? "DOWN" : state;
}

/** Things with the same reason are said together: [["a", "b"], reason]. */
export function groupByReason<T>(
  items: readonly T[],
  name: (item: T) => string,
  reason: (item: T) => string,
): readonly (readonly [names: readonly string[], reason: string])[] {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    const names = groups.get(reason(item));
    if (names === undefined) groups.set(reason(item), [name(item)]);
    else if (!names.includes(name(item))) names.push(name(item));
  }
  return [...groups].map(([because, names]) => [names, because]);
}
