import { describe, expect, it } from "vitest";
import { accountOf } from "../../../src/report/account.ts";
import { renderWhy } from "../../../src/report/formats/why.ts";
import { plainText } from "../../../src/report/style.ts";
import { cause, report } from "../../given/report.ts";

const found = report({
  verdict: "down",
  causes: [
    cause({
      weighing: {
        met: [
          { check: "connects", strength: 0.9, summary: "connection refused in 0.3 ms" },
          { check: "logged-failures", strength: 0.8, summary: "error.log: 12 × connection refused" },
        ],
        contradicted: [
          { check: "listening-place", strength: 0.2, summary: "something listens on [::]:8080" },
        ],
        missing: [{ what: "exchange", because: "no request was made" }],
        limitedBy: { id: "firewall-blocks", confidence: 0.6 },
      },
    }),
  ],
  dismissed: [
    { id: "connect-timeout", confidence: 0.1, subjects: [], because: "it is part of port-refused" },
  ],
  ruledOut: [{ id: "dns-name-not-found", because: "the name resolves" }],
});

function shown(id?: string, but = found): string {
  return plainText(renderWhy(accountOf(but, id), 80));
}

describe("the account of a report's ranks", () => {
  it("shows predictions met, contradicted and missing, and what limits the cause", () => {
    expect(shown()).toBe(`1  port-refused                                                       root, 95 %
   Nothing listens on 10.0.0.22:8080
   met          connection refused in 0.3 ms (connects, 90 %)
   met          error.log: 12 × connection refused (logged-failures, 80 %)
   contradicted something listens on [::]:8080 (listening-place, 20 %)
   not seen     exchange: no request was made
   limited      firewall-blocks accounts for the same failure with 60 %
   together     2 independent words leave a doubt of 2 %; the strongest word
                against it takes 20 % of the rest

Dismissed
   connect-timeout
      10 % by itself; it is part of port-refused

Ruled out
   dns-name-not-found
      the name resolves

`);
  });

  it("tells of one id alone, wherever it stands", () => {
    expect(shown("dns-name-not-found")).toBe("Ruled out\n   dns-name-not-found\n      the name resolves\n\n");
    expect(shown("tls-sni-required")).toContain("speaks for or against tls-sni-required");
    expect(shown(undefined, report())).toBe("The report names no cause; its verdict is healthy.\n");
  });

  it("takes a report of an older release, which says less", () => {
    const { weighing: _, ...older } = cause();
    const account = accountOf({ verdict: "down", causes: [older], ruledOut: [] }, undefined);
    expect(plainText(renderWhy(account, 100))).toContain("an older release wrote it");
  });
});
