import type { Experiment } from "../experiment.ts";
import { exchangeIn, handshakeIn, wasCutShort } from "./seen.ts";

/**
 * Tells a service that waits for a PROXY protocol header (or chokes on one) from one that is broken. Such services
 * hang up or answer 400 to the first bytes.
 */
export const proxyProtocol: Experiment = {
  id: "proxy-protocol",
  vary: ({ request }, seen) => {
    const handshake = handshakeIn(seen);
    const exchange = exchangeIn(seen);
    const cutInHandshake =
      handshake !== undefined && wasCutShort(handshake) && handshake.facts.alert === undefined;
    const cutInExchange = exchange !== undefined && (wasCutShort(exchange) || exchange.facts.status === 400);
    if (!cutInHandshake && !cutInExchange) return [];
    const from = request.proxyProtocol === 0 ? "no PROXY header" : `PROXY v${request.proxyProtocol}`;
    const to = request.proxyProtocol === 0 ? "PROXY v1" : "no PROXY header";
    return [{ request: { ...request, proxyProtocol: request.proxyProtocol === 0 ? 1 : 0 }, from, to }];
  },
};
