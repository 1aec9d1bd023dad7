import { describe, expect, it } from "vitest";
import { otherPort } from "../../../src/plan/experiments/other-port.ts";
import { triedValues } from "../../given/ground.ts";
import { connect } from "../../given/network.ts";

describe("other-port", () => {
  it("tries the neighbours and a few usual ports after a refusal", () => {
    expect(triedValues(otherPort, [connect("10.0.0.5:9000", "ECONNREFUSED")])).toEqual([
      "port 9001",
      "port 8999",
      "port 80",
      "port 8080",
      "port 8000",
      "port 3000",
    ]);
  });
  it("never tries a port that the config names, such as the gateway's own", () => {
    const tried = triedValues(otherPort, [connect("10.0.0.5:9000", "ECONNREFUSED")], {
      knownPorts: [8080, 9001],
    });
    expect(tried).not.toContain("port 8080");
    expect(tried).not.toContain("port 9001");
  });
  it("stays shut after silence, and for a socket file", () => {
    expect(triedValues(otherPort, [connect("10.0.0.5:9000", "silence")])).toEqual([]);
    expect(triedValues(otherPort, [connect("unix:/run/app.sock", "ECONNREFUSED")])).toEqual([]);
  });
});
