import { describe, expect, it } from "vitest";
import check from "../../../checks/application/grpc-health.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const route = { request: plain({ protocol: "grpc" }) };
const declared = {
  request: plain({ protocol: "grpc", purpose: "declared-check", grpcService: "shop.Cart" }),
};

describe("grpc-not-serving", () => {
  it("fires on NOT_SERVING", () => {
    const seen = verdict(check, [exchange({ grpcStatus: 0, grpcServing: "NOT_SERVING" }, route)]);
    expect(said(seen)).toEqual(["root grpc-not-serving"]);
  });
  it("fires on UNAVAILABLE, also where only a route asks", () => {
    expect(said(verdict(check, [exchange({ grpcStatus: 14 }, route)]))).toEqual(["root grpc-not-serving"]);
  });
  it("fires when a declared check names a service that is unknown", () => {
    const found = strongest(verdict(check, [exchange({ grpcStatus: 5 }, declared)]));
    expect(found.args).toMatchObject({ service: "shop.Cart", said: "NOT_FOUND (the name is unknown)" });
    expect(said(verdict(check, [exchange({ grpcStatus: 12 }, declared)]))).toHaveLength(1);
  });
  it("takes a route's server that does not know itself for a weaker sign", () => {
    const found = strongest(verdict(check, [exchange({ grpcStatus: 5 }, route)]));
    expect(found).toMatchObject({ role: "root", strength: 0.7 });
  });
  it("stays quiet about a route whose server has no health service", () => {
    expect(said(verdict(check, [exchange({ grpcStatus: 12 }, route)]))).toEqual([]);
    expect(said(verdict(check, [exchange({ grpcStatus: 0, grpcServing: "UNKNOWN" }, route)]))).toEqual([]);
  });
  it("stays quiet about SERVING", () => {
    expect(said(verdict(check, [exchange({ grpcStatus: 0, grpcServing: "SERVING" }, declared)]))).toEqual([]);
  });
});
