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
