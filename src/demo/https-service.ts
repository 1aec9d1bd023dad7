import { createServer, type ServerOptions } from "node:https";
import { answer } from "./answer.ts";
import { DEMO_KEY } from "./certificates.ts";
import type { Stage } from "./stage.ts";

/** Starts an HTTPS service that would answer 200 with this certificate, and gives its "host:port". */
export function httpsService(stage: Stage, certificate: string): Promise<string> {
  return httpsServiceWith(stage, { cert: certificate, key: DEMO_KEY });
}

/** The same with the TLS settings spelt out. */
export function httpsServiceWith(stage: Stage, options: ServerOptions): Promise<string> {
  return stage.listen(createServer(options, answer(200, { status: "ok" })));
}
