import { writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { makeControlGroup } from "../control-group.ts";
import { keepRunning, type Running } from "../processes.ts";
import type { PythonService } from "../service-spec.ts";
import { address } from "../services/address.ts";
import { within } from "../within.ts";
import { areListening } from "./listening.ts";
import type { ProgramPlace } from "./program-place.ts";

/** `python3 app.py --bind HOST --port PORT`, by itself or under a shell that stays when it ends. */
export function python(spec: PythonService, { namespace, dir }: ProgramPlace): Promise<Running> {
  writeFileSync(`${dir}/app.py`, spec.source);
  const where = address(spec.at);
  const flags = "port" in where ? `--bind ${where.host} --port ${where.port}` : `--socket ${where.path}`;
  const program = `python3 ${dir}/app.py ${flags}`;
  const group = `${basename(dirname(dir))}-${basename(dir)}.service`;
  const line = {
    none: `exec ${program}`,
    stays: `${program}; sleep 1000`,
    restarts: `while :; do ${program}; done`,
  };
  const files = spec.openFiles === undefined ? "" : `ulimit -n ${spec.openFiles}; `;
  const argv = within(namespace, "sh", "-c", files + line[spec.supervisor ?? "none"]);
  // `ip netns exec` has a /sys of its own without control groups, so that the group is entered before.
  const enter =
    spec.limits === undefined
      ? []
      : [
          "sh",
          "-c",
          'for group in $0; do echo $$ > "$group"; done; exec "$@"',
          makeControlGroup(group, spec.limits).join(" "),
        ];
  return keepRunning(
    [...enter, ...argv],
    spec.hasOwnFiles === true ? /^ready/m : (pid) => areListening(pid, spec.at),
  );
}
