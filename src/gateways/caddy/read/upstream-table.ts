import type { Upstream } from "../../../model/config.ts";
import type { Value } from "../../../text/tree.ts";
import { locationOf } from "../../../text/tree.ts";
import { get } from "../fields.ts";
import type { Reading } from "../reading.ts";
import { canonical } from "./canonical.ts";
import { readTransport, type Transport } from "./transport.ts";
import { readUpstream } from "./upstream.ts";

export interface Pool {
  readonly upstream: Upstream;
  readonly transport: Transport;
}

/** The pools of a config; handlers that are alike in all that makes a pool share one. */
export interface UpstreamTable {
  readonly of: (handler: Value) => Pool;
  readonly all: () => readonly Upstream[];
}

const PARTS = ["upstreams", "dynamic_upstreams", "health_checks", "load_balancing", "transport"];

export function upstreamTable(reading: Reading): UpstreamTable {
  const pools = new Map<string, Pool>();
  // several ways may lead to one handler
  const met = new Map<number, Pool>();
  const names = new Map<string, number>();
  const of = (handler: Value): Pool => {
    const pool = met.get(handler.index) ?? make(handler);
    met.set(handler.index, pool);
    return pool;
  };
  const make = (handler: Value): Pool => {
    const key = PARTS.map((part) => canonical(get(handler, part))).join("\n");
    const known = pools.get(key);
    if (known !== undefined) return known;
    const transport = readTransport(handler, locationOf(handler), reading);
    const upstream = readUpstream(handler, transport, reading);
    const count = (names.get(upstream.name) ?? 0) + 1;
    names.set(upstream.name, count);
    const pool = {
      upstream: count === 1 ? upstream : { ...upstream, id: `${upstream.name} ${count}` },
      transport,
    };
    pools.set(key, pool);
    return pool;
  };
  return { of, all: () => [...pools.values()].map(({ upstream }) => upstream) };
}
