import { writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { BindService } from "../service-spec.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

const zoneHead = (at: string): string => `$TTL 60
@ IN SOA ns.lab. hostmaster.lab. 1 3600 600 86400 60
@ IN NS ns.lab.
; ns.lab. is ${at}
`;

/** BIND's named, authoritative alone unless its options say otherwise. */
export function bind(spec: BindService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const options = [
    `directory "${dir}";`,
    `pid-file "${dir}/named.pid";`,
    `session-keyfile "${dir}/session.key";`,
    `managed-keys-directory "${dir}";`,
    `listen-on { ${spec.at}; };`,
    "listen-on-v6 { none; };",
    "dnssec-validation no;",
    spec.options ?? "recursion no;",
  ];
  const zones = Object.entries(spec.zones).map(([name, records]) => {
    writeFileSync(`${dir}/${name}.zone`, `${zoneHead(spec.at)}${records}\n`);
    return `zone "${name}" { type primary; file "${dir}/${name}.zone"; };`;
  });
  const frame = ["controls {};", `options {\n${options.join("\n")}\n};`, ...zones];
  writeFileSync(`${dir}/named.conf`, `${frame.join("\n")}\n`);
  const argv = ["named", "-g", "-n", "1", "-c", `${dir}/named.conf`];
  return keepRunning(within(namespace, ...argv), / running$/m);
}
