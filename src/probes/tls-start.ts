import type { Duplex } from "node:stream";
import { connect, type SecureContext, type TLSSocket } from "node:tls";

export interface TlsStart {
  readonly socket: Duplex;
  readonly secureContext: SecureContext;
  readonly servername: string | undefined;
  readonly alpn: readonly string[];
}

/** Begins a handshake on an open connection, with nothing in it that Node.js would add or refuse by itself. */
export function startTls(start: TlsStart): TLSSocket {
  const { socket, secureContext } = start;
  return withoutNodesSwitch(() =>
    connect({
      socket,
      secureContext,
      ...(start.servername === undefined ? {} : { servername: start.servername }),
      ...(start.alpn.length === 0 ? {} : { ALPNProtocols: [...start.alpn] }),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      minDHSize: 1,
    }),
  );
}

/**
 * NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing here, but Node.js would print a warning about it into the middle of a
 * report. It looks at the variable within the call, so it is hidden for that long and no other code runs meanwhile.
 */
function withoutNodesSwitch<T>(act: () => T): T {
  const value = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  if (value === undefined) return act();
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  try {
    return act();
  } finally {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = value;
  }
}
