import type { CauseId } from "../model/cause.ts";
import type { Args } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import { asker } from "../model/evidence.ts";
import type { Claim } from "./verdict.ts";

export interface HostAccusation {
  readonly cause: CauseId;
  readonly strength: number;
  readonly ground: string;
  readonly evidence: readonly string[];
  readonly args?: Args;
}

/** A claim about the host that the gateway runs on. */
export function hostClaim(gateway: Gateway, { args, ...of }: HostAccusation): Claim {
  const names = { kind: gateway.kind, asker: asker(gateway), isNow: 0, times: 0, path: "" };
  return { ...of, subject: { gateway: gateway.id }, locations: [], args: { ...names, ...args } };
}

/** "1.2 GiB", "340 MiB". */
export function bytes(count: number): string {
  const gibibytes = count / 2 ** 30;
  return gibibytes >= 1 ? `${gibibytes.toFixed(1)} GiB` : `${Math.round(count / 2 ** 20)} MiB`;
}
