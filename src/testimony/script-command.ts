import type { CheckScript } from "../model/check-script.ts";
import { shellQuote } from "../model/evidence.ts";
import type { ClimbRequest } from "../model/request.ts";

/** What a check's script says, by hand. A password is left for the reader to type. */
export function scriptCommand({ target, tls, patienceMs }: ClimbRequest, script: CheckScript): string {
  const seconds = Math.ceil(patienceMs / 1000);
  const place =
    target.kind === "unix" ? `-U ${shellQuote(target.path)}` : `${shellQuote(target.host)} ${target.port}`;
  const said = script.steps.map((step) => (step.kind === "send" ? step.bytes : "")).join("");
  const say = script.hasCredentials || said === "" ? "" : `printf ${shellQuote(formatOf(said))} | `;
  if (tls === undefined || target.kind === "unix") return `${say}timeout ${seconds} nc -v ${place}`;
  const name = tls.serverName === undefined ? "-noservername" : `-servername ${shellQuote(tls.serverName)}`;
  const host = target.host.includes(":") ? `[${target.host}]` : target.host;
  return `${say}timeout ${seconds} openssl s_client -quiet -connect ${shellQuote(`${host}:${target.port}`)} ${name}`;
}

/** A format of printf(1) that prints these bytes. */
function formatOf(bytes: string): string {
  return [...bytes]
    .map((one) => {
      if (one === "\r") return "\\r";
      if (one === "\n") return "\\n";
      if (one === "%" || one === "\\") return one + one;
      const code = one.charCodeAt(0);
      return code >= 0x20 && code < 0x7f ? one : `\\${code.toString(8).padStart(3, "0")}`;
    })
    .join("");
}
