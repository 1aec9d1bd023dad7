import { describe, expect, test } from "vitest";
import type { TlsSettings } from "../../../../src/model/forward.ts";
import { FILE, onlyRoute, readHttpText, readLocationText, readStreamText } from "../given.ts";

function tls(text: string, version?: string): TlsSettings {
  const settings = onlyRoute(readLocationText(text, version)).forward.tls;
  if (settings === undefined) throw new Error("no TLS");
  return settings;
}

test("TLS as nginx speaks it without a word about it", () => {
  expect(tls("proxy_pass https://api.internal:8443;")).toMatchObject({
    serverName: { value: { kind: "none" }, isDefault: true },
    verify: { value: false, isDefault: true },
    verifyName: { value: ["api.internal"] },
    verifyDepth: { value: 1 },
    trust: { value: { kind: "none" } },
    versions: { value: ["TLSv1", "TLSv1.1", "TLSv1.2"] },
    ciphers: { value: "DEFAULT" },
    alpn: { value: [] },
    clientCertificate: undefined,
  });
});

test.each([
  ["1.23.3", ["TLSv1", "TLSv1.1", "TLSv1.2"]],
  ["1.23.4", ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]],
  ["1.27.3", ["TLSv1.2", "TLSv1.3"]],
])("%s offers %j", (version, versions) => {
  expect(tls("proxy_pass https://h;", version).versions.value).toEqual(versions);
});

describe("the server name", () => {
  test.each([
    ["proxy_pass https://api.internal:8443;", ["api.internal"]],
    ["proxy_ssl_name other.internal; proxy_pass https://api.internal;", ["other.internal"]],
    ["proxy_ssl_name $proxy_host; proxy_pass https://api.internal:8443;", ["api.internal"]],
    ["proxy_ssl_name $host; proxy_pass https://api.internal;", [{ kind: "request-host", raw: "$host" }]],
  ])("%s", (text, name) => {
    expect(tls(`proxy_ssl_server_name on; ${text}`).serverName.value).toEqual({ kind: "name", name });
  });

  test.each(["10.0.0.1:8443", "[::1]:8443"])("is never the address %s", (address) => {
    expect(tls(`proxy_ssl_server_name on; proxy_pass https://${address};`).serverName.value).toEqual({
      kind: "none",
    });
  });

  test("is that of the group", () => {
    const text =
      "upstream grp { server 10.0.0.1:443; } server { location / { proxy_ssl_server_name on; proxy_pass https://grp; } }";
    expect(onlyRoute(readHttpText(text)).forward.tls?.serverName.value).toEqual({
      kind: "name",
      name: ["grp"],
    });
  });

  test("points at the word that gives it", () => {
    const set = tls("proxy_ssl_name x.internal; proxy_ssl_server_name on; proxy_pass https://h;").serverName;
    expect(set.location).toEqual({ file: FILE, line: 4, column: 16 });
  });
});

test("what is set is read, files relative to the folder of the main file", () => {
  const text =
    "proxy_ssl_verify on; proxy_ssl_verify_depth 3; proxy_ssl_trusted_certificate ca.pem; proxy_ssl_crl crl.pem; proxy_ssl_protocols TLSv1.3 TLSv1.2 SSLv3; " +
    "proxy_ssl_ciphers HIGH; proxy_ssl_certificate /c.pem; proxy_ssl_certificate_key engine:x:y; proxy_pass https://h;";
  expect(tls(text)).toMatchObject({
    verify: { value: true },
    verifyDepth: { value: 3 },
    trust: { value: { kind: "file", path: "/etc/nginx/ca.pem" } },
    revocations: { value: "/etc/nginx/crl.pem" },
    versions: { value: ["TLSv1.2", "TLSv1.3"] },
    ciphers: { value: "HIGH" },
    clientCertificate: { certificateFile: { value: "/c.pem" }, keyFile: { value: "engine:x:y" } },
  });
});

test("gRPC asks for h2", () => {
  expect(tls("grpc_ssl_server_name on; grpc_pass grpcs://api.internal:443;")).toMatchObject({
    alpn: { value: ["h2"] },
    serverName: { value: { kind: "name", name: ["api.internal"] } },
  });
});

test("verification without trust is no matter where no TLS is spoken", () => {
  expect(readLocationText("proxy_ssl_verify on; proxy_pass http://h;").problems).toEqual([]);
});

test("in stream TLS is a switch", () => {
  const read = (text: string) =>
    onlyRoute(readStreamText(`server { listen 1; ${text} proxy_pass api.internal:443; }`)).forward.tls;
  expect(read("")).toBeUndefined();
  expect(read("proxy_ssl on; proxy_ssl_server_name on;")?.serverName.value).toEqual({
    kind: "name",
    name: ["api.internal"],
  });
});
