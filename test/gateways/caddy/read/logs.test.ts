import { expect, it } from "vitest";
import { gatewayOf } from "../given.ts";

const FILE = { output: "file", filename: "/var/log/caddy/all.log" };
const ACCESS = { ...FILE, filename: "/var/log/caddy/access.log" };
const only = { include: ["http.log.access.log0"] };

/** Paths of the logs of a config, those that the journal has in brackets. */
function logsOf(logs: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const config = logs === undefined ? {} : { logging: { logs } };
  return gatewayOf(JSON.stringify(config)).logs.map(({ kind, path, journal }) =>
    journal === undefined ? `${kind} ${path}` : `(${kind} ${path}: ${journal})`,
  );
}
const JOURNAL = "(error log in stderr: only)";

it.each([
  ["nothing is said of logs", undefined],
  ["a log has no writer", { default: { level: "ERROR" } }],
  ["a log is written to stdout", { default: { writer: { output: "stdout" } } }],
] as const)("the supervisor has it, so under systemd the journal, where %s", (_, logs) => {
  expect(logsOf(logs)).toEqual([JOURNAL]);
});
it("the default log goes to stderr beside one of requests alone", () => {
  expect(logsOf({ log0: { writer: ACCESS, ...only } })).toEqual([
    "access /var/log/caddy/access.log",
    JOURNAL,
  ]);
});
it.each([
  [{ output: "discard" }, []],
  [FILE, ["error /var/log/caddy/all.log"]],
] as const)("nothing is in the journal where the default log goes elsewhere: %j", (writer, expected) => {
  expect(logsOf({ default: { writer } })).toEqual(expected);
});
