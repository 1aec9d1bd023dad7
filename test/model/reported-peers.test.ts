import { describe, expect, it } from "vitest";
import { reportedPeers } from "../../src/model/reported-peers.ts";
import { admin, peer } from "../given/host.ts";

const seen = [admin({ peers: [peer("10.0.0.5:80", { name: "app.internal" }), peer("10.0.0.6:80")] })];
const of = { upstream: "api", endpoint: "app.internal:80", addresses: new Set<string>() };

describe("the peers that a gateway reports", () => {
  it("are found at the endpoint's addresses", () => {
    const found = reportedPeers(seen, { ...of, addresses: new Set(["10.0.0.6:80"]) });
    expect(found.map(({ endpoint }) => endpoint)).toEqual(["10.0.0.6:80"]);
  });
  it("are found under its name where no address is known, with the port that the name goes without", () => {
    expect(reportedPeers(seen, of).map(({ endpoint }) => endpoint)).toEqual(["10.0.0.5:80"]);
  });
  it("are the one that the gateway calls by the endpoint's alias, whatever its address says", () => {
    const called = [admin({ peers: [peer("10.0.0.9:80", { alias: "web1" }), peer("10.0.0.5:80")] })];
    const web1 = { ...of, alias: "web1", addresses: new Set(["10.0.0.5:80"]) };
    expect(reportedPeers(called, web1).map(({ endpoint }) => endpoint)).toEqual(["10.0.0.9:80"]);
    const web2 = { ...web1, alias: "web2" };
    expect(reportedPeers(called, web2).map(({ endpoint }) => endpoint)).toEqual(["10.0.0.5:80"]);
  });
  it("are none of another upstream, address or name", () => {
    expect(reportedPeers(seen, { ...of, upstream: "web" })).toEqual([]);
    expect(reportedPeers(seen, { ...of, addresses: new Set(["10.0.0.7:80"]) })).toEqual([]);
    expect(reportedPeers(seen, { ...of, endpoint: "app.internal:8080" })).toEqual([]);
  });
});
