import { describe, expect, test } from "vitest";
import { readHttpText, readStreamText } from "../given.ts";

const ids = (text: string): readonly string[] => readHttpText(text).listeners.map((listener) => listener.id);

describe("listen", () => {
  test.each([
    ["listen 8080;", "tcp 0.0.0.0:8080"],
    ["listen *:81;", "tcp 0.0.0.0:81"],
    ["listen 127.0.0.1;", "tcp 127.0.0.1:80"],
    ["listen localhost:8000;", "tcp localhost:8000"],
    ["listen [::]:80;", "tcp [::]:80"],
    ["listen unix:/run/n.sock;", "unix:/run/n.sock"],
    ["listen 443 quic;", "udp 0.0.0.0:443"],
    ["", "tcp 0.0.0.0:80"],
  ])("%s gives %s", (line, id) => {
    expect(ids(`server { ${line} }`)).toEqual([id]);
  });

  test("takes a range of ports", () => {
    expect(ids("server { listen 8080-8082; }")).toEqual([
      "tcp 0.0.0.0:8080",
      "tcp 0.0.0.0:8081",
      "tcp 0.0.0.0:8082",
    ]);
  });

  test("has the address without brackets", () => {
    expect(readHttpText("server { listen [::1]:80; }").listeners[0]).toMatchObject({
      address: "::1",
      port: 80,
    });
  });

  test("is one socket for all servers on it, with what any of them says of it", () => {
    const gateway = readHttpText("server { listen 443; }\nserver { listen 443 ssl proxy_protocol; }");
    expect(gateway.listeners).toMatchObject([
      { hasTls: true, expectsProxyProtocol: true, location: { line: 3 } },
    ]);
  });

  test("has TLS by the old directive too", () => {
    expect(readHttpText("server { listen 443; ssl on; }").listeners[0]?.hasTls).toBe(true);
  });

  test("tells UDP from TCP in stream", () => {
    const { listeners } = readStreamText("server { listen 53 udp; listen 53; proxy_pass 10.0.0.1:53; }");
    expect(listeners.map((listener) => listener.id)).toEqual(["udp 0.0.0.0:53", "tcp 0.0.0.0:53"]);
  });
});
