import type { Need } from "../model/check.ts";
import type { Observation, ObservationKind } from "../model/observation.ts";

/** From the ground up: what stands higher waits for what lies below. */
const PYRAMID: readonly ObservationKind[] = ["resolve", "connect", "handshake", "exchange"];

const ABSENT = {
  resolve: "there is no name to resolve",
  connect: "no connection was tried",
  handshake: "the gateway speaks no TLS here",
  exchange: "no request was made",
  idle: "no connection was kept idle",
  listeners: "the sockets of this host were not looked at",
  process: "processes were not looked at",
  file: "there is no file to look at",
  log: "no log was read",
  admin: "no admin address was named",
  resources: "the host's resources were not looked at",
  kernel: "the kernel was not asked",
  firewall: "this host's own rules were not looked at",
  limits: "no process's limits were looked at",
  unit: "no unit was asked for",
  changes: "recent changes on this host were not looked at",
  supervised: "supervisord was not asked",
  containers: "no container engine was asked",
} satisfies Record<ObservationKind, string>;

/** Why a need is empty: a lower layer that failed, or that there is no such thing. */
export function missing(need: Need, all: readonly Observation[]): string {
  if (need.experiment !== undefined) return "the experiment was not called for";
  if (all.length === 0) return ABSENT[need.kind];
  const below = PYRAMID.slice(0, Math.max(0, PYRAMID.indexOf(need.kind)));
  const failed = all.find(
    (one) => one.varied === undefined && below.includes(one.kind) && one.outcome.kind !== "answered",
  );
  return failed === undefined
    ? ABSENT[need.kind]
    : `waits for the layer below: ${failed.kind}, ${failed.outcome.reason}`;
}
