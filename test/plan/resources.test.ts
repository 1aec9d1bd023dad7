import { describe, expect, it } from "vitest";
import { resourceSteps } from "../../src/plan/resources.ts";
import { gateway } from "../given/gateway.ts";
import { processes } from "../given/network.ts";

const at = { file: "/etc/nginx/nginx.conf", line: 1, column: 1 };
const log = (path: string) => ({ kind: "error", path, format: undefined, location: at }) as const;
const logs = ["/var/log/nginx/error.log", "/var/log/nginx/access.log", "/dev/stderr", "/error.log"].map(log);
const steps = resourceSteps(gateway([], [], { logs }));

describe("the host's resources", () => {
  it("are looked at where the gateway runs, with the disks under its logs", () => {
    const [step] = steps([processes([{}])]);
    expect(step?.request).toEqual({ kind: "resources", folders: ["/var/log/nginx", "/"] });
  });
  it("are looked at under its temporary files and caches, too", () => {
    const [step] = resourceSteps(gateway([], [], { logs, folders: ["/var/cache/nginx"] }))([processes([{}])]);
    expect(step?.request).toMatchObject({ folders: ["/var/cache/nginx", "/var/log/nginx", "/"] });
  });
  it("are not looked for under what is no file", () => {
    const inJournal = { ...log("log in stderr"), journal: "only" } as const;
    const [step] = resourceSteps(gateway([], [], { logs: [inJournal] }))([processes([{}])]);
    expect(step?.request).toMatchObject({ folders: [] });
  });
  it("say nothing of a gateway that runs elsewhere or not at all", () => {
    expect(steps([processes([])])).toEqual([]);
    expect(steps([])).toEqual([]);
  });
});
