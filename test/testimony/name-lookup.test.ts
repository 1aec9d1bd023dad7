import { describe, expect, it } from "vitest";
import { answerSentence, answersByServer, digCommand } from "../../src/testimony/name-lookup.ts";
import { query } from "../given/network.ts";

describe("answersByServer", () => {
  it("takes one family's address for an answer, whatever became of the other", () => {
    const both = [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.2:53", "SERVFAIL", { type: "AAAA" })];
    expect(answersByServer(both)).toMatchObject([
      { server: "10.0.0.2:53", kind: "answered", addresses: ["10.0.0.5"] },
    ]);
  });
  it("tells a denial from an error and from silence", () => {
    const words = ["NXDOMAIN", "REFUSED", "silence"].map((rcode, index) =>
      query(`10.0.0.${index}:53`, rcode),
    );
    expect(answersByServer(words).map(({ kind }) => kind)).toEqual(["denied", "failed", "silent"]);
  });
  it("looks at the name that was found, not at others of the search list", () => {
    const searched = [
      query("10.0.0.2:53", "NXDOMAIN", { name: "api" }),
      query("10.0.0.2:53", ["10.0.0.5"], { name: "api.internal" }),
    ];
    expect(answersByServer(searched)).toMatchObject([{ kind: "answered" }]);
  });
  it("leaves out what uhc itself could not ask", () => {
    const broken = { kind: "probe-broken", reason: "no descriptors", code: "EMFILE" } as const;
    expect(answersByServer([query("10.0.0.2:53", "silence", { outcome: broken })])).toEqual([]);
  });
});

describe("answerSentence", () => {
  it("says who said what", () => {
    const sentences = [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.3:53", "NXDOMAIN")].map((one) =>
      answersByServer([one]).map(answerSentence).join(""),
    );
    expect(sentences).toEqual([
      "10.0.0.2:53 says 10.0.0.5 for api.internal",
      "10.0.0.3:53 says NXDOMAIN for api.internal",
    ]);
  });
});

describe("digCommand", () => {
  it("names server and port as dig wants them", () => {
    expect(digCommand("10.0.0.2:53", "api")).toBe("dig @10.0.0.2 api A");
    expect(digCommand("[::1]:5353", "api", "AAAA")).toBe("dig @::1 -p 5353 api AAAA");
    expect(digCommand(undefined, "$(id)")).toBe("dig '$(id)' A");
  });
});
