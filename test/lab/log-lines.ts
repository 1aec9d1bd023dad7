const pad = (value: number): string => String(value).padStart(2, "0");

/** A moment as nginx writes it in its error log: local time. */
export function logTime(at: Date): string {
  const day = [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join("/");
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(pad).join(":")}`;
}

/** Error log lines of refused connections, a second apart, the last of them so long ago. */
export function refusedLines(agoMs: number, count: number, endpoint = "10.77.0.2:8081"): string {
  const last = Date.now() - agoMs;
  const lines = Array.from({ length: count }, (_, index) => {
    const at = logTime(new Date(last - 1000 * (count - index)));
    const place = `client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://${endpoint}/"`;
    return `${at} [error] 4711#4711: *${index + 1} connect() failed (111: Connection refused) while connecting to upstream, ${place}, host: "gateway.test"`;
  });
  return `${lines.join("\n")}\n`;
}

/** So long ago, in seconds, as `[$time_local]` has it. */
function accessTime(agoMs: number): string {
  const at = new Date(Date.now() - agoMs);
  const month = at.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(pad).join(":");
  return `${pad(at.getUTCDate())}/${month}/${at.getUTCFullYear()}:${time} +0000`;
}

/** What an access log in `TIMED` has of one answer. */
export interface LoggedAnswer {
  readonly agoMs: number;
  readonly status: number;
  readonly seconds: number;
  /** What the upstream said; "-" for nothing. */
  readonly from?: string;
  readonly method?: string;
}

/** A format that tells of upstreams and lengths. */
export const TIMED =
  '$remote_addr [$time_local] "$request" $status $upstream_addr $upstream_status $upstream_header_time $request_time';

export function timedLines(answers: readonly LoggedAnswer[], endpoint = "10.77.0.2:8081"): string {
  return answers
    .map(({ agoMs, status, seconds, from = String(status), method = "GET" }) => {
      const header = from === "-" ? "-" : seconds.toFixed(3);
      return `127.0.0.1 [${accessTime(agoMs)}] "${method} / HTTP/1.1" ${status} ${endpoint} ${from} ${header} ${seconds.toFixed(3)}\n`;
    })
    .join("");
}

/** Error log lines with a message of one's own, one for each time. */
export function errorLines(agosMs: readonly number[], message: string, level = "error"): string {
  return agosMs
    .map((agoMs, index) => {
      const at = logTime(new Date(Date.now() - agoMs));
      const place = 'client: 127.0.0.1, server: , request: "GET / HTTP/1.1"';
      return `${at} [${level}] 4711#4711: *${index + 1} ${message}, ${place}, host: "gateway.test"\n`;
    })
    .join("");
}
