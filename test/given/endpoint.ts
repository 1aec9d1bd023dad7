import type { Gateway, Route, Upstream } from "../../src/model/config.ts";
import type { Subject } from "../../src/model/subject.ts";
import { endpoint, forward, gateway, route, tls, upstream } from "./gateway.ts";

/** The endpoint that checks are asked about in their tests, at its one address and on its one route. */
export const SUBJECT: Subject = {
  gateway: "nginx",
  upstream: "api",
  endpoint: "10.0.0.5:8443",
  address: "10.0.0.5",
  route: "/api/ api",
};

/** The same on a second route. */
export const OTHER_ROUTE: Subject = { ...SUBJECT, route: "/web/ api" };

/** A gateway whose two routes lead over TLS to the one endpoint of the group "api". */
export function world(
  over: { gateway?: Partial<Gateway>; upstream?: Partial<Upstream>; route?: Partial<Route> } = {},
): Gateway {
  const group = upstream("api", [endpoint("10.0.0.5:8443")], over.upstream);
  const overTls = { forward: forward("api", { tls: tls() }), ...over.route };
  return gateway([group], [route("/api/", "api", overTls), route("/web/", "api", overTls)], over.gateway);
}
