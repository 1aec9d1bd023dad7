import type { Report } from "../../model/report.ts";
import { flow } from "../layout.ts";
import { type Line, span } from "../style.ts";
import { span as duration, gatewayNames, plural } from "../wording.ts";
import type { Page } from "./page.ts";

/** "uhc 1.0.0   nginx 1.26.2 on gw-1   /etc/nginx/nginx.conf + 14 files   2.1 s" */
export function headerLines(report: Report, page: Page): Line[] {
  const host = `on ${report.vantage.hostname}`;
  const gateways = gatewayNames(report).join(", ");
  const parts = [
    `uhc ${report.tool.version}`,
    // a log may come from anywhere
    ...(report.command === "logs" ? [gateways] : [gateways === "" ? host : `${gateways} ${host}`]),
    ...inputs(report, page),
    duration(report.durationMs),
  ];
  return flow(parts, "   ", page.width).map((row) => [span(row, "quiet")]);
}

function inputs(report: Report, page: Page): readonly string[] {
  const files = report.inputs.filter((input) => input.gateway !== "none");
  const [first] = files;
  if (first === undefined) return [];
  const path = page.shorten(first.path);
  if (files.length > 1) return [`${path} + ${plural(files.length - 1, "more config")}`];
  const included = (first.files ?? 1) - 1;
  return [included > 0 ? `${path} + ${plural(included, "file")}` : path];
}
