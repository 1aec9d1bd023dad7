import type { Upstream } from "../../../model/config.ts";

/** Clusters of Istio are called "outbound|PORT|SUBSET|HOST", with an empty subset for all of a service. */
const NAME = /^(outbound|inbound)(_?)\|(\d+)\|([^|]*)\|(.*)$/;

/** What the name of a cluster tells in Istio's mesh; nothing elsewhere. */
export function meshFacts(name: string): Pick<Upstream, "partOf" | "isMesh" | "isSink"> {
  // with outboundTrafficPolicy REGISTRY_ONLY unknown hosts are led to a cluster without endpoints
  if (name === "BlackHoleCluster") return { isMesh: true, isSink: true };
  const [, direction, , port, part, host] = NAME.exec(name) ?? [];
  if (direction === undefined) return {};
  return {
    isMesh: true,
    ...(part !== undefined &&
      part !== "" && { partOf: { upstream: `cluster/${direction}|${port}||${host}`, part } }),
  };
}
