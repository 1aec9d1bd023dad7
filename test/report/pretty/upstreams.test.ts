import { describe, expect, it } from "vitest";
import { columns } from "../../../src/report/layout.ts";
import { openPage } from "../../../src/report/pretty/page.ts";
import { upstreamLines } from "../../../src/report/pretty/upstreams.ts";
import { plainText } from "../../../src/report/style.ts";
import { endpoint, report, upstream } from "../../given/report.ts";

const LONG = "outbound|8080||a-service-with-a-long-name.its-namespace.svc.cluster.local";
const ROUTE = "/api/a-path-that-is-long/and-goes-on/for-more-than-a-line";

function shown(names: readonly string[], routes: readonly string[]): readonly string[] {
  const page = openPage({ columns: 80, top: 3, detail: "normal", workingDirectory: undefined });
  const endpoints = Array.from({ length: 10 }, (_, n) =>
    endpoint(`10.0.0.${n}:8080`, { state: "unknown" as const }),
  );
  const upstreams = names.map((name) => upstream(name, { state: "unknown", endpoints, routes }));
  return plainText(upstreamLines(report({ upstreams }), page))
    .trimEnd()
    .split("\n");
}

describe("rows of upstreams at 80 columns", () => {
  it("gives a name that is longer than its column a line of its own", () => {
    const [first = "", second = "", third = ""] = shown([LONG, "api"], ["/"]);
    expect(first + second.trim()).toContain(LONG);
    expect(first).not.toContain("endpoints");
    expect(`${second}\n${third}`).toMatch(/^ +10 endpoints not tested +\/$/m);
  });

  it("stays within them, also with long routes", () => {
    const lines = shown([LONG, "api"], [ROUTE, "/"]);
    expect(lines.filter((line) => columns(line) > 80)).toEqual([]);
    expect(lines.join(" ")).toMatch(/10 endpoints not tested {2}/);
  });

  it("keeps a short name and its count on one line", () => {
    expect(shown(["api"], ["/"])).toHaveLength(1);
  });
});
