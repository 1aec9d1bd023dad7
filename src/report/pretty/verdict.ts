import type { Report } from "../../model/report.ts";
import { plural } from "../wording.ts";

const LAYERS = ["dns", "tcp", "tls", "http"] as const;

/** What a clean bill of health rests on: "4 endpoints of 1 upstream: tcp, http". */
export function lookedAt(report: Report): string {
  const rows = report.upstreams.flatMap((upstream) => upstream.endpoints);
  const layers = LAYERS.filter((layer) => rows.some((row) => row.layers[layer] !== "skip"));
  const names = new Set(rows.map((row) => row.endpoint));
  const what = `${plural(names.size, "endpoint")} of ${plural(report.upstreams.length, "upstream")}`;
  return layers.length === 0 ? what : `${what}: ${layers.join(", ")}`;
}

/** What would tell more, where the run could not say; undefined where it could. */
export function nextStep(report: Report): string | undefined {
  if (report.verdict !== "unknown" || report.command === "logs") return undefined;
  if (report.upstreams.length === 0)
    return "No upstream was found. Name the config with -c FILE, or a target: uhc diagnose http://10.0.0.5:8080/health";
  if (report.upstreams.every(({ endpoints }) => endpoints.length === 0) && report.complete)
    return "The config names no address to ask, only where addresses come from. Name one: uhc diagnose http://10.0.0.5:8080/health";
  const isUntested = report.upstreams.every((upstream) =>
    upstream.endpoints.every((row) => Object.values(row.layers).every((status) => status === "skip")),
  );
  if (isUntested && report.complete)
    return "Nothing was asked: run it without --no-probe, on the gateway's own host, to test the endpoints.";
  if (!report.complete) return "Give it more time: --deadline 5m.";
  if (report.notChecked.some(({ because }) => /permission|root/.test(because)))
    return 'Run it as the gateway\'s user or as root, so that what is listed under "Not checked" can be read.';
  return 'See "Not checked" for what was missing; -v shows every check.';
}
