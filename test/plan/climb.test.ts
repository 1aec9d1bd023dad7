import { expect, it } from "vitest";
import { assumed, written } from "../../src/model/source.ts";
import { type Ask, routeAsk } from "../../src/plan/ask.ts";
import { climbSteps } from "../../src/plan/climb.ts";
import { endpoint, forward, gateway, route, upstream } from "../given/gateway.ts";

const at = { file: "/etc/gateway.conf", line: 3, column: 1 };
const told = { ...route("/", "app"), forward: forward("app", { host: written(["shop.example"], at) }) };
const silent = { ...route("/api/", "app"), forward: forward("app", { host: assumed(["app"], at) }) };
const place = endpoint("10.0.0.5:80");
const options = { patienceMs: 1, readOnMs: 0, healthPath: undefined, host: undefined, serverName: undefined };

function siblings(asked: typeof told, routes = [told, silent]) {
  const model = gateway([upstream("app", [place])], routes);
  const ask: Ask = routeAsk(asked, { endpoint: place, listeners: [] }, options);
  const question = { ask, on: [{ subject: { gateway: "nginx" }, route: asked }] };
  const [step] = climbSteps({ gateway: model, endpoint: place }, [question], [])(undefined);
  return step?.ground?.siblingHosts;
}

it("knows the Host header of other routes to the same upstream where a route has none of its own", () => {
  expect(siblings(silent)).toEqual(["shop.example"]);
});

it("leaves a Host header that somebody wrote as it is, and those of other upstreams", () => {
  expect(siblings(told)).toEqual([]);
  const elsewhere = { ...told, forward: { ...told.forward, upstream: "web" } };
  expect(siblings(silent, [elsewhere, silent])).toEqual([]);
});
