import type { EndpointState, Hypothesis, UpstreamState } from "../model/conclusion.ts";
import { covers, type Subject } from "../model/subject.ts";
import { demoteWhere } from "./demote.ts";

/** Whether the gateway goes on to another address of the name, which connects. */
export function isPassedOver(row: EndpointState, rows: readonly EndpointState[]): boolean {
  const { resolution, endpoint } = row.endpoint;
  if (!("fallsOver" in resolution) || row.climbs.length === 0 || connects(row)) return false;
  return rows.some((other) => other.endpoint.endpoint === endpoint && connects(other));
}

function connects({ climbs }: EndpointState): boolean {
  return climbs.some(({ connect }) => connect?.outcome.kind === "answered");
}

/** Faults of addresses that the gateway passes over: a refusal costs nothing, silence costs time. */
export function demotePassedOver(
  hypotheses: readonly Hypothesis[],
  upstreams: readonly UpstreamState[],
): readonly Hypothesis[] {
  const rows = upstreams.flatMap(({ gateway, upstream, endpoints }) =>
    endpoints
      .filter((row) => isPassedOver(row, endpoints))
      .map((row) => ({
        row,
        subject: {
          gateway: gateway.id,
          upstream: upstream.id,
          endpoint: row.endpoint.endpoint,
          address: row.address,
        },
      })),
  );
  if (rows.length === 0) return hypotheses;
  const hits =
    (isMeant: (row: EndpointState) => boolean) =>
    (of: Subject): boolean =>
      rows.some(({ row, subject }) => isMeant(row) && covers(subject, of));
  const harmless = demoteWhere(hypotheses, hits(isRefused), "info");
  return demoteWhere(
    harmless,
    hits(() => true),
  );
}

function isRefused({ climbs }: EndpointState): boolean {
  return climbs.every(({ connect }) => connect?.outcome.kind === "refused");
}
