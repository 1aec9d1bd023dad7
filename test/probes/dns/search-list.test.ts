import { describe, expect, it } from "vitest";
import { parseResolvConf } from "../../../src/probes/dns/resolv-conf.ts";
import { searchCandidates } from "../../../src/probes/dns/search-list.ts";

const kubernetes = parseResolvConf("search ns.svc.cluster.local svc.cluster.local\noptions ndots:5\n");
const names = (name: string, conf = kubernetes) => searchCandidates(name, conf).map((one) => one.name);

describe("the search list", () => {
  it("goes first for a name with fewer dots than ndots", () => {
    expect(names("api.ns")).toEqual(["api.ns.ns.svc.cluster.local", "api.ns.svc.cluster.local", "api.ns"]);
  });

  it("goes last for a name with enough dots", () => {
    expect(names("a.b", parseResolvConf("search corp.test"))).toEqual(["a.b", "a.b.corp.test"]);
  });

  it("is not used for a name with a dot at its end", () => {
    expect(names("api.ns.")).toEqual(["api.ns"]);
  });

  it("a single label is not asked for by itself where that is switched off", () => {
    expect(names("api", parseResolvConf("search corp.test\noptions no-tld-query"))).toEqual([
      "api.corp.test",
    ]);
  });

  it("the root on the list stands for the name as written", () => {
    expect(names("api", parseResolvConf("search . corp.test"))).toEqual(["api", "api.corp.test"]);
  });
});
