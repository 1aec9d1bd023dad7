import { expect, test } from "vitest";
import { onlyRoute, readStreamText, readText } from "../given.ts";

test("a server that passes is a route for whatever connects", () => {
  const gateway = readStreamText(
    "upstream db { server 10.0.0.1:5432; server 10.0.0.2:5432; } server { listen 5432; proxy_pass db; }",
  );
  expect(onlyRoute(gateway)).toMatchObject({
    label: "tcp 0.0.0.0:5432",
    match: { kind: "connection" },
    forward: {
      upstream: "stream/db",
      protocol: "tcp",
      timeouts: {
        connectMs: { value: 60_000 },
        handshakeMs: { value: 60_000 },
        sendIdleMs: { value: 600_000 },
        readIdleMs: { value: 600_000 },
      },
      retry: { on: { value: ["error", "timeout"] } },
      proxyProtocol: { value: 0 },
    },
  });
});

test("its settings are read", () => {
  const text =
    "listen 53 udp; proxy_protocol on; proxy_timeout 5s; proxy_connect_timeout 1s; proxy_next_upstream off; proxy_bind 10.0.0.9;";
  expect(onlyRoute(readStreamText(`server { ${text} proxy_pass 10.0.0.1:53; }`)).forward).toMatchObject({
    protocol: "udp",
    proxyProtocol: { value: 1, isDefault: false },
    timeouts: { connectMs: { value: 1_000 }, readIdleMs: { value: 5_000 } },
    retry: { on: { value: [] } },
    sourceAddress: { value: "10.0.0.9" },
  });
});

test("the names of http and stream are apart", () => {
  const upstream = "upstream a { server 10.0.0.1:1; }";
  const gateway = readText(`events {} http { ${upstream} } stream { ${upstream} }`);
  expect(gateway.upstreams.map((one) => one.id)).toEqual(["http/a", "stream/a"]);
  expect(gateway.problems).toEqual([]);
});

test("an address without a port is refused", () => {
  const { problems } = readStreamText("server { listen 1; proxy_pass 10.0.0.1; }");
  expect(problems).toMatchObject([
    { cause: "upstream-address-invalid", message: 'no port in upstream "10.0.0.1"' },
  ]);
});

test("a map without default says what an empty name does to a connection, and not to a request", () => {
  const { problems } = readStreamText(
    "map $ssl_preread_server_name $db { a.example db; } upstream db { server 10.0.0.1:5432; } " +
      "server { listen 5432; ssl_preread on; proxy_pass $db; }",
  );
  expect(problems).toMatchObject([
    { cause: "upstream-name-empty", message: expect.stringContaining("every connection is closed") },
  ]);
});
