import { describe, expect, it } from "vitest";
import { CAUSES } from "../../src/model/cause.ts";
import { type Check, defineCheck, needed, useful } from "../../src/model/check.ts";
import { renderCatalogue, renderPage } from "../../src/report/formats/explain.ts";
import { catalogue, pageOf } from "../../src/report/pages.ts";
import { plainText } from "../../src/report/style.ts";

const CHECK: Check = defineCheck({
  id: "connects",
  layer: "network",
  since: "1.0.0",
  title: "A connection can be made",
  about: "Connects as the gateway does.\nCan't know what a firewall hides.",
  for: "endpoint",
  needs: { connects: needed("connect"), renamed: useful("handshake", "server-name") },
  causes: {
    "port-refused": {
      title: (of) => `Nothing listens on ${of.where}`,
      meaning: "The host answers that\nnobody listens.\n\nSecond paragraph.",
      fix: (of) => ({
        summary: `Start ${of.args.service}`,
        steps: [],
        commands: [`systemctl start ${of.args.unit}`],
      }),
      verify: (of) => [`nc -vz ${of.where}`, String(of.args.curl)],
      includes: ["connect-timeout"],
    },
    "connect-timeout": {
      title: () => "t",
      meaning: "m",
      fix: () => {
        throw new Error("needs a case");
      },
      verify: () => [],
      includes: [],
    },
  },
  judge: () => ({ status: "pass", summary: "", findings: [] }),
});

const CHECKS = [CHECK];

function shown(id: string, columns = 80): string {
  const page = pageOf(id, CHECKS);
  return page === undefined ? "" : plainText(renderPage(page, columns));
}

describe("the catalogue", () => {
  it("has every cause, and marks those that no check decides", () => {
    const entries = catalogue(CHECKS);
    expect(entries.map(({ id }) => id).sort()).toEqual(Object.keys(CAUSES).sort());
    expect(entries.filter(({ isDecided }) => isDecided).map(({ id }) => id)).toEqual([
      "port-refused",
      "connect-timeout",
    ]);
    const text = plainText(renderCatalogue(entries, 80));
    expect(text).toMatch(/^ {2}port-refused +[a-z]/m);
    expect(text).toMatch(/^ {2}host-unreachable +\* {2}[a-z]/m);
    expect(text).toContain(`${entries.length} causes, 2 of which`);
    for (const row of text.split("\n")) expect(row.length).toBeLessThanOrEqual(80);
  });
});

describe("a page", () => {
  it("tells of a cause what it means, how it is decided and how it is fixed", () => {
    expect(`\n${shown("port-refused")}`).toBe(`
port-refused
  the host answers and nothing listens on the port

Layer          network
Decided by     connects
Since          1.0.0
Explains too   connect-timeout

What it means
  The host answers that nobody listens.

  Second paragraph.

How it is decided
  Connects as the gateway does. Can't know what a firewall hides.

What it looks at
  connect · handshake (experiment: server name; optional)

How to fix it
  Start <service>
    systemctl start <unit>

See it yourself
    nc -vz <host>:<port>
`);
  });

  it("leaves out a text that needs a case", () => {
    expect(shown("connect-timeout")).not.toContain("How to fix it");
  });

  it("says of a cause without a check that uhc can't decide it", () => {
    expect(shown("disk-full")).toContain("uhc can't decide this in this release");
  });

  it("tells of a check what it looks at and which causes it owns", () => {
    const text = shown("connects");
    expect(text).toContain("Owns           port-refused, connect-timeout");
    expect(text).toContain("Asked of each  endpoint");
  });

  it("is undefined for any other word", () => {
    expect(pageOf("toString", CHECKS)).toBeUndefined();
    expect(pageOf("__proto__", CHECKS)).toBeUndefined();
  });
});
