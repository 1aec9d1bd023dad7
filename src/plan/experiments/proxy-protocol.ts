import type { Experiment } from "../experiment.ts";
import { exchangeIn, handshakeIn, wasCutShort } from "./seen.ts";

/**
 * Tells a service that waits for a PROXY protocol header (or chokes on one) from one that is broken: such services hang
 * up on the first bytes, or answer 400. Every version that the gateway does not send is tried, since few services know
 * version 2 alone. Costs two connections.
 */
export const proxyProtocol: Experiment = {
  id: "proxy-protocol",
  vary: ({ request }, seen) => {
    const handshake = handshakeIn(seen);
    const exchange = exchangeIn(seen);
    const cutInHandshake =
      handshake !== undefined &&
      wasCutShort(handshake) &&
      handshake.facts.alert === undefined &&
      handshake.facts.spoke === undefined;
    const cutInExchange =
      exchange !== undefined &&
      ((wasCutShort(exchange) && exchange.facts.spoke === undefined) || exchange.facts.status === 400);
    if (!cutInHandshake && !cutInExchange) return [];
    const others = ([0, 1, 2] as const).filter((version) => version !== request.proxyProtocol);
    return others.map((version) => ({
      request: { ...request, proxyProtocol: version },
      from: nameOf(request.proxyProtocol),
      to: nameOf(version),
    }));
  },
};

function nameOf(version: 0 | 1 | 2): string {
  return version === 0 ? "no PROXY header" : `PROXY v${version}`;
}
