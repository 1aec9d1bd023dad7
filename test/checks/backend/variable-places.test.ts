import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/variable-places.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

function world(...names: readonly string[]) {
  const unknown = names.map((name) => upstream(name, [], { form: "variable" }));
  const known = upstream("api", [endpoint("10.0.0.5:80")]);
  return gateway([known, ...unknown], [route("/", "api"), ...names.map((name) => route(`/${name}`, name))]);
}

const seen = (one: LogEvent, ...names: readonly string[]) =>
  verdict(check, [log(one)], { gateway: world(...names) });

describe("failures at places that a variable names", () => {
  it("are told with the cause that their line speaks for", () => {
    const missing = event("name-not-resolved", { errno: 3, detail: "app2.internal" });
    expect(strongest(seen(missing, "$1.internal:8081"))).toMatchObject({
      cause: "dns-name-not-found",
      role: "root",
      extent: "some",
      subject: { gateway: "nginx", upstream: "$1.internal:8081" },
    });
    const refused = event("connect-refused", { peer: "10.0.0.9:8081" });
    expect(said(seen(refused, "$1.internal:8081"))).toEqual(["root port-refused"]);
    const socket = event("socket-missing", { peer: "unix:/run/b.sock" });
    expect(said(seen(socket, "unix:/run/$tenant.sock"))).toEqual(["root unix-socket-missing"]);
  });
  it("are the gateway's where several may be meant", () => {
    const refused = event("connect-refused", { peer: "10.0.0.9:8081" });
    expect(strongest(seen(refused, "$1.internal:8081", "$arg_to")).subject).toEqual({ gateway: "nginx" });
  });
  it("are told of a cluster that sends requests where their clients meant them to go, where the line names it", () => {
    const location = { file: "/etc/envoy.yaml", line: 4, column: 1 };
    const discovery = { kind: "destination", source: "ORIGINAL_DST", isKnown: false, location } as const;
    const of = gateway(
      [upstream("PassthroughCluster", [], { discovery })],
      [route("/", "PassthroughCluster")],
    );
    const refused = event("connect-refused", { peer: "10.0.0.9:8080" });
    const logged = (name: string | undefined) =>
      said(verdict(check, [log({ ...refused, upstream: name })], { gateway: of }));
    expect(logged("PassthroughCluster")).toEqual(["root port-refused"]);
    expect(logged("outbound|80||api")).toEqual([]);
    expect(logged(undefined)).toEqual([]);
  });
  it("are others' where the name, the port or the socket does not fit, or an endpoint has it", () => {
    const other = event("name-not-resolved", { errno: 3, detail: "app2.example" });
    expect(said(seen(other, "$1.internal:8081"))).toEqual([]);
    expect(said(seen(event("connect-refused", { peer: "10.0.0.9:9000" }), "$1.internal:8081"))).toEqual([]);
    const socket = event("socket-missing", { peer: "unix:/run/b.pid" });
    expect(said(seen(socket, "unix:/run/$tenant.sock"))).toEqual([]);
    expect(said(seen(event("connect-refused", { peer: "10.0.0.5:80" }), "$arg_to"))).toEqual([]);
  });
  it("are none where all places are known", () => {
    expect(said(seen(event("connect-refused", { peer: "10.0.0.9:80" })))).toEqual([]);
  });
});
