import { describe, expect, it } from "vitest";
import check from "../../../checks/config/check-port-answers.ts";
import { exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { about, connect, type End, requestTo } from "../../given/network.ts";

const at = { file: "/etc/gateway.conf", line: 9, column: 3 };
const PEER = "10.0.0.5:80";

function seen(end: End, status: number) {
  const own = { port: { value: 81, isDefault: false, location: at }, host: undefined, isOff: false };
  const group = upstream("api", [endpoint(PEER, { check: own })]);
  const asked = connect("10.0.0.5:81", end, { endpoint: PEER, request: { isCheck: true } });
  const answers = exchanged(
    requestTo(PEER),
    [{ ...about(PEER), address: "10.0.0.5", route: "/ api" }],
    status,
  );
  return verdict(check, [asked, ...answers], { gateway: gateway([group], [route("/", "api")]) });
}

describe("a check on a port of its own", () => {
  it("where nothing listens, while the traffic is served: health-check-wrong-port", () => {
    const found = strongest(seen("ECONNREFUSED", 200));
    expect(found).toMatchObject({
      cause: "health-check-wrong-port",
      role: "root",
      args: { port: 81, ports: 80 },
    });
    expect(found.locations[0]).toEqual(at);
  });
  it("that is open, or whose endpoint fails too, is left to others", () => {
    expect(said(seen("answered", 200))).toEqual([]);
    expect(said(seen("ECONNREFUSED", 503))).toEqual([]);
  });
});
