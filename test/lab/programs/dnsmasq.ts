import { writeFileSync } from "node:fs";
import { keepRunning, type Running } from "../processes.ts";
import type { DnsmasqService } from "../service-spec.ts";
import { within } from "../within.ts";
import type { ProgramPlace } from "./program-place.ts";

const FIXED = ["no-resolv", "no-hosts", "bind-interfaces", "user=root", "pid-file="];

/** dnsmasq with nothing of the host's. */
export function dnsmasq({ at, options }: DnsmasqService, { namespace, dir }: ProgramPlace): Promise<Running> {
  const file = `${dir}/dnsmasq.conf`;
  writeFileSync(file, `${[...FIXED, `listen-address=${at}`, ...options].join("\n")}\n`);
  const argv = ["dnsmasq", "-k", "--log-facility=-", "-C", file];
  return keepRunning(within(namespace, ...argv), /started, version/);
}
