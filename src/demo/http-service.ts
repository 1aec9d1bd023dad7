import { createServer, type RequestListener } from "node:http";
import { answer } from "./answer.ts";
import type { Stage } from "./stage.ts";

/** Starts a plain HTTP service, a healthy one where nothing else is said, and gives its "host:port". */
export function httpService(
  stage: Stage,
  listener: RequestListener = answer(200, { status: "ok" }),
): Promise<string> {
  return stage.listen(createServer(listener));
}
