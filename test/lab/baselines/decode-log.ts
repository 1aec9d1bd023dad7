import { CAUSES, type CauseId } from "../../../src/model/cause.ts";

/** What a table of error messages says. In this order: the first that fits speaks. */
const DECODER: readonly (readonly [RegExp, CauseId])[] = [
  [/\[emerg\].*host not found in upstream/, "dns-name-not-found"],
  [/\[emerg\].*no servers are inside upstream/, "upstream-empty"],
  [/\[emerg\]/, "config-syntax-error"],
  [/no resolver defined/, "resolver-missing"],
  [/could not be resolved \(3: Host not found\)/, "dns-name-not-found"],
  [/could not be resolved \(2: Server failure\)/, "dns-server-failure"],
  [/could not be resolved \(5: Operation refused\)/, "dns-server-failure"],
  [/could not be resolved \(110: Operation timed out\)/, "dns-resolver-unreachable"],
  [/limiting (requests|connections)/, "gateway-limits-requests"],
  [/worker_connections are not enough/, "worker-connections-exhausted"],
  [/\(24: Too many open files\)/, "file-descriptors-exhausted"],
  [/\(28: No space left on device\)/, "disk-full"],
  [/\(99: Cannot assign requested address\)/, "ephemeral-ports-exhausted"],
  [/exited on signal/, "gateway-worker-died"],
  [/connect\(\) to unix:\S+ failed \(2: /, "unix-socket-missing"],
  [/connect\(\) to unix:\S+ failed \(13: /, "unix-socket-denied"],
  [/connect\(\) to unix:\S+ failed \(11: /, "service-overloaded"],
  [/\(111: Connection refused\)/, "port-refused"],
  [/\(113: (No route to host|Host is unreachable)\)/, "host-unreachable"],
  [/\(101: Network is unreachable\)/, "network-unreachable"],
  [/\(13: Permission denied\) while connecting/, "firewall-blocks"],
  [/timed out.*while connecting to upstream/, "connect-timeout"],
  [/timed out.*while SSL handshaking/, "tls-handshake-timeout"],
  [/timed out.*while reading/, "timeout-too-short"],
  [/alert number 112/, "tls-sni-required"],
  [/alert number 70/, "tls-version-mismatch"],
  [/alert number 40/, "tls-cipher-mismatch"],
  [/alert number 116/, "tls-client-certificate-required"],
  [/alert number 120/, "tls-alpn-mismatch"],
  [/wrong version number/, "tls-to-plaintext-port"],
  [/certificate has expired/, "tls-certificate-expired"],
  [/certificate is not yet valid/, "tls-certificate-not-yet-valid"],
  [/self[- ]signed certificate/, "tls-certificate-self-signed"],
  [/unable to get (local )?issuer certificate|unable to verify/, "tls-certificate-untrusted"],
  [/certificate does not match/, "tls-certificate-name-mismatch"],
  [/too big header/, "response-headers-too-large"],
  [/no valid HTTP\/1\.0 header|invalid header/, "response-malformed"],
  [/prematurely closed/, "connection-closed-early"],
  [/104: Connection reset by peer/, "connection-reset"],
  [/no live upstreams/, "upstream-all-down"],
];

const ERROR_LINE = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) \[(warn|error|crit|alert|emerg)\] /;
const WINDOW_MS = 3_600_000;

/** The first line of the last hour that the table knows, as a cause; null where the log has no such line. */
export function decodeLog(log: string, nowMs: number): CauseId | null {
  for (const line of log.split("\n")) {
    const [, year, month, day, hour, minute, second] = ERROR_LINE.exec(line) ?? [];
    const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}`).getTime();
    const known = DECODER.find(([pattern]) => pattern.test(line));
    if (nowMs - at <= WINDOW_MS && known !== undefined) {
      return known[1];
    }
  }
  return null;
}

/** A word as the id of a cause, where it is one. */
export function asCause(word: string): CauseId | undefined {
  return Object.keys(CAUSES).find((id): id is CauseId => id === word);
}
