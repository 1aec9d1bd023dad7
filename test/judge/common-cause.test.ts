import { describe, expect, it } from "vitest";
import { shareGrounds } from "../../src/judge/common-cause.ts";
import type { Witness } from "../../src/judge/judge.ts";
import type { CauseId } from "../../src/model/cause.ts";
import { connect } from "../given/network.ts";

function failed(place: string, cause: CauseId = "connect-timeout"): Witness {
  const address = place.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return {
    check: "connects",
    cause,
    stance: "for",
    strength: 0.9,
    role: "root",
    severity: "error",
    subject: { gateway: "nginx", upstream: place, endpoint: place, address },
    ground: `endpoint:${place}`,
    locations: [],
    evidence: [],
    args: {},
  };
}

function grounds(places: readonly string[], reached: readonly string[] = [], cause?: CauseId) {
  const all = shareGrounds(
    places.map((place) => failed(place, cause)),
    reached.map((place) => connect(place)),
  );
  return [...new Set(all.map(({ ground }) => ground))];
}

describe("what failures share", () => {
  it("is the subnet where three there fail and none answers", () => {
    const three = ["10.1.2.3:80", "10.1.2.4:80", "10.1.2.5:81"];
    expect(grounds(three, ["10.1.3.3:80"])).toEqual(["subnet:10.1.2.0/24"]);
    expect(grounds(three, ["10.1.2.9:80"])).toHaveLength(3);
    expect(grounds(three.slice(1), ["10.1.3.3:80"])).toHaveLength(2);
    const six = ["[fd77::2]:80", "[fd77::3]:80", "[fd77::4]:80"];
    expect(grounds(six, ["10.1.2.3:80"])).toEqual(["subnet:fd77:0:0:0::/64"]);
  });
  it("is the wider network where the failures lie in several subnets of it", () => {
    const spread = ["10.1.2.3:80", "10.1.3.4:80", "10.1.4.5:80"];
    expect(grounds(spread, ["10.2.0.1:80"])).toEqual(["subnet:10.1.0.0/16"]);
    expect(grounds(spread, ["10.1.9.1:80", "10.2.0.1:80"])).toHaveLength(3);
  });
  it("is all the world where nothing but this host is reached", () => {
    const everywhere = ["10.1.2.3:80", "10.2.2.4:80", "192.168.7.5:443"];
    expect(grounds(everywhere, ["127.0.0.1:8080"])).toEqual(["all:"]);
    expect(grounds(everywhere, ["10.9.9.9:80"])).toHaveLength(3);
  });
  it("is the port where its hosts answer on others", () => {
    const port = ["10.1.2.3:9000", "10.1.2.4:9000", "10.1.3.5:9000"];
    const others = ["10.1.2.3:80", "10.1.2.4:80", "10.1.3.5:80"];
    expect(grounds(port, others)).toEqual(["port:9000"]);
    expect(grounds(port, [...others, "10.1.2.9:9000"])).toHaveLength(3);
  });
  it("is the host where several of its ports are closed", () => {
    expect(grounds(["10.1.2.3:80", "10.1.2.3:81"], [], "port-refused")).toEqual(["host:10.1.2.3"]);
    expect(grounds(["10.1.2.3:80", "10.1.2.4:80", "10.1.2.5:80"], [], "port-refused")).toHaveLength(3);
  });
});
