import { shellQuote, targetText } from "../model/evidence.ts";
import type { ClimbRequest } from "../model/request.ts";
import { scriptCommand } from "./script-command.ts";

/** The handshake by hand, as it was made. */
export function opensslCommand(request: ClimbRequest): string {
  const { target } = request;
  const serverName = request.tls?.serverName;
  const where =
    target.kind === "unix"
      ? `-unix ${shellQuote(target.path)}`
      : `-connect ${shellQuote(targetText(target))}`;
  const name = serverName === undefined ? "-noservername" : `-servername ${shellQuote(serverName)}`;
  return `openssl s_client ${where} ${name} -showcerts </dev/null`;
}

/** The same command with one more flag, before its redirection. */
export function withFlag(command: string | number | undefined, flag: string): string {
  return String(command).replace(/ <\/dev\/null$/, ` ${flag} </dev/null`);
}

/**
 * The request by hand, as it was made: same address, Host, version and server name. Headers other than Host are left
 * out, because they may hold credentials.
 */
export function curlCommand(request: ClimbRequest): string {
  const ask = request.exchange;
  if (ask?.script !== undefined) return scriptCommand(request, ask.script);
  const words = [`curl -sv -o /dev/null --max-time ${Math.ceil(request.patienceMs / 1000)}`];
  if (ask?.protocol === "http") words.push(VERSION_FLAG[ask.httpVersion]);
  if (ask !== undefined && ask.method !== "GET")
    words.push(ask.method === "HEAD" ? "-I" : `-X ${shellQuote(ask.method)}`);
  if (ask?.host !== undefined) words.push(`-H ${shellQuote(`Host: ${ask.host}`)}`);
  if (request.proxyProtocol !== 0) words.push("--haproxy-protocol");
  return [...words, ...address(request, ask?.path ?? "/")].join(" ");
}

const VERSION_FLAG = { "1.0": "--http1.0", "1.1": "--http1.1", "2": "--http2-prior-knowledge" } as const;

/** curl takes the server name from the URL and sends none for an address, just as gateways do. */
function address(request: ClimbRequest, path: string): readonly string[] {
  const { target, tls } = request;
  const scheme = tls === undefined ? "http" : "https";
  const insecure = tls === undefined ? [] : ["-k"];
  if (target.kind === "unix") {
    const name = tls?.serverName ?? "localhost";
    return [
      ...insecure,
      `--unix-socket ${shellQuote(target.path)}`,
      shellQuote(`${scheme}://${name}${path}`),
    ];
  }
  const literal = targetText(target);
  if (tls?.serverName === undefined) return [...insecure, shellQuote(`${scheme}://${literal}${path}`)];
  const url = `${scheme}://${tls.serverName}:${target.port}${path}`;
  return [...insecure, `--connect-to ${shellQuote(`::${literal}`)}`, shellQuote(url)];
}
