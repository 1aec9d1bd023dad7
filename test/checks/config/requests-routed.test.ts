import { describe, expect, it } from "vitest";
import check from "../../../checks/config/requests-routed.ts";
import type { Gateway } from "../../../src/model/config.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const lost = (count: number) => event("no-route", { upstream: "web", count });
const answers = (count: number, status = 200) => event(`access-${status}`, { upstream: "web", count });
const haproxy = {
  ...gateway([upstream("api", [endpoint("10.0.0.5:80")])], [{ ...route("/", "api"), label: "web /" }]),
  kind: "haproxy" as const,
};
const seen = (events: readonly LogEvent[], of: Gateway = haproxy) =>
  verdict(check, [log(...events)], { gateway: of });

describe("requests that no rule takes", () => {
  it("are a cause where they are most of all", () => {
    const found = strongest(seen([lost(40), answers(40, 503), answers(3)]));
    expect(found).toMatchObject({ cause: "no-matching-route", role: "root", extent: "some" });
    expect(found.args.message).toBe(
      "No rule of the frontend web takes 40 of 43 requests: HAProxy answers 503 itself",
    );
    expect(found.locations).toHaveLength(1);
  });
  it("are information where they are few, or a small part", () => {
    expect(said(seen([lost(2), answers(2, 503)]))).toEqual(["latent no-matching-route"]);
    expect(said(seen([lost(20), answers(20, 503), answers(900)]))).toEqual(["latent no-matching-route"]);
  });
  it("are a cause where nobody at all was served, however few came", () => {
    expect(said(seen([lost(3), answers(3, 503)]))).toEqual(["root no-matching-route"]);
  });
  it("may be bare connections, which a frontend that leads nowhere closes", () => {
    const closed = (name: string) =>
      event("no-live-upstreams", { upstream: name, count: 6, level: "access" });
    expect(strongest(seen([closed("web")])).args.message).toBe(
      "No rule of the frontend web takes 6 connections: HAProxy closes them",
    );
    expect(said(seen([closed("api")]))).toEqual([]);
  });
  it("are no matter where there are none, nor of gateways that answer 404", () => {
    expect(said(seen([answers(9, 503)]))).toEqual([]);
    expect(seen([lost(40)], { ...haproxy, kind: "envoy" as const }).status).toBe("skip");
  });
});
