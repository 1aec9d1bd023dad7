import type { LogWord } from "../../model/log-grammar.ts";
import type { ErrorLine } from "./log-line.ts";

const MAX_LENGTH = 120;

/** The part of a message that tells two lines of one event apart: a host, a reason, a zone, a place in the config. */
export function detailOf(event: LogWord, { message }: ErrorLine): string | undefined {
  return detail(event, message)?.slice(0, MAX_LENGTH);
}

function detail(event: LogWord, message: string): string | undefined {
  switch (event) {
    case "name-not-resolved":
      return message.slice(0, message.indexOf(" could not be resolved"));
    case "resolver-missing":
      return message.slice("no resolver defined to resolve ".length);
    case "handshake-failed":
      return tlsReason(message);
    case "certificate-rejected":
      return /\((\d{1,3}:[^)]*)\)/.exec(message)?.[1];
    case "certificate-name-mismatch":
    case "address-invalid":
    case "upstream-zone-full":
      return /"([^"]*)"/.exec(message)?.[1];
    case "requests-limited":
    case "requests-delayed":
    case "connections-limited":
      return /by zone "([^"]*)"/.exec(message)?.[1];
    case "config-refused":
    case "config-host-not-found":
      return / in (\S+:\d+)$/.exec(message)?.[1];
    case "bind-failed":
      return /^bind\(\) to (\S+) failed/.exec(message)?.[1];
    case "source-bind-failed":
      return /^bind\(([^)]*)\)/.exec(message)?.[1];
    case "worker-killed":
      return /exited on (signal \d+)/.exec(message)?.[1];
    case "worker-exited":
      return /(fatal code \d+)/.exec(message)?.[1];
    case "authorization-failed":
      return /unexpected status: (\d+)/.exec(message)?.[1];
    case "endpoint-disabled":
    case "endpoint-enabled":
    case "check-failed":
      return /peer: (\S+)/.exec(message)?.[1];
    case "goaway":
    case "stream-rejected":
      return /with (error \d+)/.exec(message)?.[1];
    case "header-invalid":
    case "answer-malformed":
      return withoutValue(message);
    case "not-fastcgi":
      return /version: (\d+)/.exec(message)?.[1];
    default:
      return undefined;
  }
}

/**
 * "alert 112", or OpenSSL's reason: "(SSL: error:CODE:LIBRARY:FUNCTION:REASON…)", the function empty since OpenSSL 3.0.
 * Alerts by number, as OpenSSL 3.2 renamed them.
 */
function tlsReason(message: string): string | undefined {
  const alert = /SSL alert number (\d{1,3})/.exec(message)?.[1];
  if (alert !== undefined) return `alert ${alert}`;
  const at = message.indexOf("(SSL: error:");
  if (at < 0) return undefined;
  // Several errors of OpenSSL's queue follow each other, "… error:CODE:…": the first one is the reason.
  return message
    .slice(at)
    .split(":")[5]
    ?.replace(/ error$/, "")
    .split(")", 1)
    .join("");
}

/** The rule that the answer breaks, without the bytes that break it: those differ from line to line. */
function withoutValue(message: string): string {
  const value = message.indexOf(': "');
  return (value < 0 ? message : message.slice(0, value))
    .replace(/^upstream (prematurely )?sent /, "")
    .slice(0, MAX_LENGTH);
}
