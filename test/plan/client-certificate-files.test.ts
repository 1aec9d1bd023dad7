import { expect, it } from "vitest";
import { written } from "../../src/model/source.ts";
import { clientCertificateSteps } from "../../src/plan/client-certificate-files.ts";
import { endpoint, gateway, route, tls as settings, upstream } from "../given/gateway.ts";

const at = { file: "/etc/gateway.conf", line: 3, column: 1 };

function asked(path: string, mainFile = "/etc/gateway.conf") {
  const clientCertificate = { certificateFile: written(path, at), keyFile: written("/client.key", at) };
  const plain = route("/", "api");
  const own = { ...plain, forward: { ...plain.forward, tls: settings({ clientCertificate }) } };
  const made = gateway([upstream("api", [endpoint("10.0.0.5:443")])], [own, own, plain]);
  return clientCertificateSteps({ ...made, mainFile }).map(({ request }) => request);
}

it("looks once at the certificate that upstreams are shown", () => {
  expect(asked("/client.pem")).toEqual([
    { kind: "file", path: "/client.pem", purpose: "certificate", user: undefined },
  ]);
});

it("leaves alone what lies nobody knows where", () => {
  expect(asked("client.pem")).toEqual([]);
  expect(asked("/client.pem", "http://10.0.0.1:2019/")).toEqual([]);
});
