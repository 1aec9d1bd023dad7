import { expect, test } from "vitest";
import type { Gateway } from "../../../../src/model/config.ts";
import { readText } from "../given.ts";

const shown = ({ logs }: Gateway): readonly string[] => logs.map((log) => `${log.kind} ${log.path}`);

test("a config that names no log uses those of the build", () => {
  expect(shown(readText("events {} http {}"))).toEqual([
    "error /var/log/nginx/error.log",
    "access /var/log/nginx/access.log",
  ]);
});

test("every log file is listed once, with the text of its format", () => {
  const text = `error_log /l/e.log warn; events {}
    http { log_format f escape=json '$status ' "$upstream_addr"; access_log /l/a.log f;
    server { access_log /l/b.log; location / { access_log /l/a.log; error_log /l/e2.log; } } }`;
  const gateway = readText(text);
  expect(shown(gateway)).toEqual(["error /l/e.log", "access /l/a.log", "access /l/b.log", "error /l/e2.log"]);
  expect(gateway.logs[1]?.format).toBe("$status $upstream_addr");
  expect(gateway.logs[2]?.format).toBeUndefined();
});

test.each(["off", "syslog:server=x", "memory:32m", "stderr", "/l/$host.log"])(
  "%s is no file to read",
  (path) => {
    const gateway = readText(`error_log /e; events {} http { access_log ${path}; }`);
    expect(shown(gateway)).toEqual(["error /e"]);
  },
);

test.each([
  "stderr",
  "/dev/stderr",
  "syslog:server=unix:/dev/log,nohostname",
  "syslog:server=unix:/run/systemd/journal/dev-log",
])("%s is the journal's where systemd runs", (path) => {
  const { logs } = readText(`error_log ${path} warn; events {}`);
  expect(logs[0]).toMatchObject({ kind: "error", journal: "only" });
});

test("another host's syslog is nowhere here", () => {
  expect(shown(readText("error_log syslog:server=10.0.0.9; events {}"))).toEqual([]);
});

test("a relative path stays as written while the prefix is not known", () => {
  expect(shown(readText("error_log logs/e.log; events {}"))).toEqual(["error logs/e.log"]);
});

test("what the build logs to may be a stream in place of a file, or relative to its folder", () => {
  const builtIn = (errorLog: string) =>
    readText("events {}", "1.22.1", { errorLog, prefix: "/opt/nginx/" }).logs[0];
  expect(builtIn("stderr")).toMatchObject({ path: "error log in stderr", journal: "only" });
  expect(builtIn("logs/error.log")).toMatchObject({ path: "/opt/nginx/logs/error.log" });
  expect(builtIn("/var/log/error.log")).toMatchObject({ path: "/var/log/error.log" });
});
