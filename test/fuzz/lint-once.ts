import { CHECKS } from "../../checks/index.ts";
import { presentable } from "../../src/cli/output.ts";
import { readNginx } from "../../src/gateways/nginx/read.ts";
import { conclude } from "../../src/judge/index.ts";
import type { Report } from "../../src/model/report.ts";
import { documentOf } from "../../src/report/document.ts";
import { renderFindings } from "../../src/report/formats/findings.ts";
import { renderJson } from "../../src/report/formats/json.ts";
import { renderSarif } from "../../src/report/formats/sarif.ts";
import { tallyOf } from "../../src/report/pretty/shown-findings.ts";
import type { SourceReader } from "../../src/text/source-reader.ts";

const MAIN = "/etc/nginx/nginx.conf";
const POLICY = { healthPath: undefined, expectStatus: [], probeTimeoutMs: 0, now: 0 };
const PAGE = { columns: 80, top: 10, detail: "verbose", workingDirectory: "/etc" } as const;

/** All of `uhc lint` but its files: the texts by their paths below /etc/nginx, the first one being the main file. */
export function lintOnce(texts: readonly string[], version: string | undefined): Report {
  const gateways = [
    readNginx({
      mainFile: MAIN,
      reader: readerOf(texts),
      version,
      tlsLibrary: undefined,
      builtIn: undefined,
      onNote: undefined,
    }),
  ];
  const lintChecks = CHECKS.filter((check) => Object.keys(check.needs).length === 0);
  const conclusion = conclude(lintChecks, gateways, [], POLICY, () => true);
  const report = documentOf({
    version: "0",
    command: "lint",
    complete: true,
    startedAt: 0,
    durationMs: 0,
    vantage: { hostname: "h", platform: "linux" },
    gateways,
    conclusion,
    observations: [],
    notChecked: [],
  });
  const shown = presentable(report, true);
  renderFindings(shown, {
    ...PAGE,
    lineAt: () => "line",
    leftOut: 0,
    tally: tallyOf(report.causes),
    redacts: true,
  });
  renderJson(shown);
  renderSarif(shown, "/etc");
  return shown;
}

/** Every include finds one of the other texts. */
function readerOf(texts: readonly string[]): SourceReader {
  const files = texts.map((text) => Buffer.from(text, "utf8"));
  const numberOf = (path: string): number =>
    path === MAIN ? 0 : 1 + (path.length % Math.max(1, files.length - 1));
  return {
    read: (path) => files[numberOf(path)] ?? { kind: "missing", errno: undefined, message: `no ${path}` },
    find: (pattern) =>
      files.slice(1).map((_, index) => `${pattern.replaceAll("*", "x")}${"y".repeat(index)}`),
    knowsAllFiles: true,
  };
}
