import { describe, expect, it } from "vitest";
import check from "../../../checks/config/variables-name-places.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const known = endpoint("10.0.0.5:80");
const model = gateway([upstream("$backend", [known], { form: "variable" })], [route("/", "$backend")]);
const seen = (times: number, answers: number, at = model) =>
  verdict(
    check,
    [log(event("address-invalid", { count: times, detail: "" }), event("access-200", { count: answers }))],
    {
      gateway: at,
    },
  );

describe("upstream-address-invalid, as the log shows it", () => {
  it("fires where what a variable stands for is no address for many", () => {
    const told = strongest(seen(5, 20));
    expect(told).toMatchObject({ cause: "upstream-address-invalid", role: "root", extent: "some" });
    expect(told.subject).toEqual({ gateway: "nginx", upstream: "$backend" });
    expect(told.args.message).toBe("nginx can make none of what $backend stands for, in 5 requests");
  });
  it("is only noted where few requests are hit", () => {
    expect(said(seen(2, 0))).toEqual(["latent upstream-address-invalid"]);
    expect(said(seen(5, 2_000))).toEqual(["latent upstream-address-invalid"]);
  });
  it("says nothing where no variable names an upstream, nor without a line", () => {
    const plain = gateway([upstream("api", [known])], [route("/", "api")]);
    expect(seen(5, 0, plain).status).toBe("skip");
    expect(said(verdict(check, [log()], { gateway: model }))).toEqual([]);
  });
});
