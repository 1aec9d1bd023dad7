import { expect, it } from "vitest";
import { parseStatus } from "../../../src/probes/supervisor/status.ts";

it("reads what supervisorctl prints of each program, and nothing else", () => {
  const text = `done                             EXITED    Nov 28 02:43 PM
many:many_00                     RUNNING   pid 30386, uptime 0:00:05
shop                             FATAL     Exited too quickly (process log may have details)
fresh                            STARTING
unix:///var/run/supervisor.sock no such file
error: <class 'PermissionError'>, [Errno 13] Permission denied: file: /usr/lib/x.py line: 1
`;
  expect([...parseStatus(text)]).toEqual([
    ["done", { state: "EXITED", note: "Nov 28 02:43 PM" }],
    ["many:many_00", { state: "RUNNING", note: "pid 30386, uptime 0:00:05" }],
    ["shop", { state: "FATAL", note: "Exited too quickly (process log may have details)" }],
    ["fresh", { state: "STARTING", note: "" }],
  ]);
});
