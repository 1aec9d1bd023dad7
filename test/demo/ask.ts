import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { connect } from "node:net";
import type { World } from "../../src/demo/index.ts";

/** The endpoints of one upstream, as its world's config lists them. */
export function endpointsOf(world: World, upstream: string): string[] {
  const config = readFileSync(world.configFile, "utf8");
  const block = config.split(`upstream ${upstream} {`)[1]?.split("}")[0] ?? "";
  return [...block.matchAll(/server (127\.0\.0\.1:\d+)/g)].map(([, endpoint]) => endpoint ?? "");
}

/** One GET over HTTP, or over HTTPS where TLS options are given: the status, or the code of what went wrong. */
export function ask(endpoint: string, path = "/", tls?: https.RequestOptions): Promise<number | string> {
  const [hostname, port] = endpoint.split(":");
  const options = { hostname, port, path, agent: false, ...tls };
  return new Promise((resolve) => {
    const request = tls === undefined ? http.get(options) : https.get(options);
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? "no status");
    });
    request.on("error", (failure: NodeJS.ErrnoException) => {
      // Node.js gives most TLS failures the same code; OpenSSL's text tells them apart.
      const reason = /alert number \d+|wrong version number/.exec(failure.message)?.[0];
      resolve(reason ?? failure.code ?? failure.message);
    });
  });
}

/** How a bare connection fares: "open", the code of its failure, or "silence" after a while. */
export function knock(endpoint: string): Promise<string> {
  const [host, port] = endpoint.split(":");
  const socket = connect({ host, port: Number(port), timeout: 500 });
  return new Promise<string>((resolve) => {
    socket.on("connect", () => resolve("open"));
    socket.on("error", (failure: NodeJS.ErrnoException) => resolve(failure.code ?? failure.message));
    socket.on("timeout", () => resolve("silence"));
  }).finally(() => socket.destroy());
}

/** Everything a server says to these bytes until it hangs up. */
export function say(endpoint: string, bytes: string | Uint8Array): Promise<string> {
  const [host, port] = endpoint.split(":");
  const socket = connect({ host, port: Number(port) }, () => socket.write(bytes));
  return new Promise((resolve, reject) => {
    let heard = "";
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      heard += text;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(heard));
  });
}
