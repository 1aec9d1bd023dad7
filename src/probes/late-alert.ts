import type { TLSSocket } from "node:tls";
import type { ProbeContext } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import { alertOfTlsError } from "./outcome.ts";

const LISTEN_MS = 150;

/**
 * With TLS 1.3 a client has finished before the server has looked at its certificate (RFC 8446 section 4.4.2.4). Where
 * no request follows, this waits a moment for the server's word: a session ticket, or an alert, whose number it gives.
 */
export function lateAlert(stream: TLSSocket, context: ProbeContext): Promise<number | undefined> {
  if (stream.getProtocol() !== "TLSv1.3") return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const end = (alert?: number): void => {
      cancel();
      resolve(alert);
    };
    const cancel = startDeadline(context, LISTEN_MS, () => end());
    stream.on("error", (error) => end(alertOfTlsError(error)));
    stream.once("session", () => end());
    stream.once("close", () => end());
    stream.resume();
  });
}
