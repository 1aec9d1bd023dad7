import { expect, it } from "vitest";
import { written } from "../../src/model/source.ts";
import { trustFileSteps } from "../../src/plan/trust-files.ts";
import { endpoint, gateway, route, tls as settings, upstream } from "../given/gateway.ts";

const at = { file: "/etc/gateway.conf", line: 3, column: 1 };

function asked(path: string, verify = true, mainFile = "/etc/gateway.conf") {
  const tls = settings({
    verify: written(verify, at),
    trust: written({ kind: "file", path }, at),
  });
  const plain = route("/", "api");
  const routes = [
    { ...plain, forward: { ...plain.forward, tls } },
    { ...plain, forward: { ...plain.forward, tls } },
  ];
  const made = gateway([upstream("api", [endpoint("10.0.0.5:443")])], routes);
  return trustFileSteps({ ...made, mainFile }).map(({ request }) => request);
}

it("looks once at the file that upstreams are verified with", () => {
  expect(asked("/ca.pem")).toEqual([{ kind: "file", path: "/ca.pem", purpose: "trust", user: undefined }]);
});

it("leaves alone what nobody reads, and what lies nobody knows where", () => {
  expect(asked("/ca.pem", false)).toEqual([]);
  expect(asked("ca.pem")).toEqual([]);
  expect(asked("/ca.pem", true, "http://10.0.0.1:2019/")).toEqual([]);
});
