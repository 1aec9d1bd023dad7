import { describe, expect, it } from "vitest";
import { parseHostsFile } from "../../../src/probes/dns/hosts-file.ts";

describe("the hosts file", () => {
  it("gives a name the addresses of all its lines, and knows aliases without regard to case", () => {
    const hosts = parseHostsFile(
      "10.0.0.1 api.internal API # first\n10.0.0.2\tapi.internal\n10.0.0.2 api.internal\n",
    );
    expect(hosts.get("api.internal")).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(hosts.get("api")).toEqual(["10.0.0.1"]);
  });

  it("passes over comments and lines that are none", () => {
    expect(parseHostsFile("# 10.0.0.1 a\nnonsense b\n300.1.1.1 c\n\n").size).toBe(0);
  });

  it("a name like __proto__ is a name", () => {
    expect(parseHostsFile("10.0.0.1 __proto__\n").get("__proto__")).toEqual(["10.0.0.1"]);
  });
});
