import { describe, expect, it } from "vitest";
import check from "../../../checks/config/proxy-headers-arrive.ts";
import type { Gateway, Listener } from "../../../src/model/config.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const plain = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [route("/", "api")]);
const listener: Listener = {
  id: "0.0.0.0:80",
  address: "0.0.0.0",
  port: 80,
  transport: "tcp",
  hasTls: false,
  expectsProxyProtocol: true,
  location: { file: "/etc/gateway.conf", line: 2, column: 3 },
};
const expecting: Gateway = { ...plain, listeners: [listener] };

function seen(times: number, served: readonly LogEvent[] = [], model: Gateway = expecting) {
  const broken = log(event("proxy-header-missing", { count: times }));
  const access = log(...served);
  const logs = [broken, { ...access, request: { ...access.request, log: "access" as const } }];
  return verdict(check, logs, { gateway: model });
}

describe("proxy-protocol-mismatch at the gateway's own listener", () => {
  it("fires where every connection comes without the header", () => {
    const found = strongest(seen(4));
    expect(found).toMatchObject({ cause: "proxy-protocol-mismatch", role: "root", strength: 0.93 });
    expect(found.args.title).toMatch(/^nginx expects a PROXY header/);
    expect(found.evidence.at(-1)).toBe("the access log has not a single request in the same time");
  });
  it("stays quiet about strangers, beside requests that get through", () => {
    expect(said(seen(40, [event("access-200", { count: 9 })]))).toEqual([]);
    expect(said(seen(2))).toEqual([]);
  });
  it("has nothing to say where no header is expected", () => {
    expect(seen(4, [], plain).status).toBe("skip");
  });
});
