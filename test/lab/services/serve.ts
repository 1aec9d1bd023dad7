import { chmodSync } from "node:fs";
import type { Server } from "node:net";
import type { NodeService } from "../service-spec.ts";
import { listenAt } from "./address.ts";
import { fastcgiService } from "./fastcgi.ts";
import { grpcService } from "./grpc.ts";
import { httpService } from "./http.ts";
import { rcodeService } from "./rcode.ts";
import { tcpService } from "./tcp.ts";
import { uwsgiService } from "./uwsgi.ts";

/** File of the world's folder that gets a line with its address for each HTTP request a Node.js service sees. */
export const TALLY = "requests.tally";

/** Runs all Node.js services of a world; says `ready` when all of them listen; ends with its standard input. */
export async function serve(specs: readonly NodeService[], pki: string, dir: string): Promise<void> {
  await Promise.all(specs.map((spec) => start(spec, pki, `${dir}/${TALLY}`)));
  process.stdout.write("ready\n");
  process.stdin.resume().on("end", () => process.exit(0));
}

async function start(spec: NodeService, pki: string, tally: string): Promise<void> {
  if (spec.kind === "rcode") {
    await new Promise<void>((ready) => rcodeService(spec, ready));
    return;
  }
  for (const at of typeof spec.at === "string" ? [spec.at] : spec.at) {
    const server = create(spec, at, pki, tally);
    await new Promise<void>((ready, fail) => {
      server.once("error", fail);
      server.listen(listenAt(at), ready);
    });
    server.on("error", () => undefined);
    if (at.startsWith("unix:")) {
      chmodSync(at.slice("unix:".length), (spec.kind === "http" ? spec.mode : undefined) ?? 0o666);
    }
  }
}

function create(
  spec: Exclude<NodeService, { kind: "rcode" }>,
  at: string,
  pki: string,
  tally: string,
): Server {
  switch (spec.kind) {
    case "http":
      return httpService(spec, at, pki, tally);
    case "tcp":
      return tcpService(spec);
    case "grpc":
      return grpcService(spec, pki);
    case "fastcgi":
      return fastcgiService(spec);
    case "uwsgi":
      return uwsgiService();
  }
}
