/** Builders for what `nft -j list ruleset` prints. */
export type Json = Readonly<Record<string, unknown>>;

const at = { family: "inet", table: "filter" };

export const match = (left: Json, right: unknown, op = "=="): Json => ({ match: { op, left, right } });
export const payload = (protocol: string, field: string): Json => ({ payload: { protocol, field } });
export const meta = (key: string): Json => ({ meta: { key } });
export const ct = (key: string): Json => ({ ct: { key } });
export const dport = (right: unknown): Json => match(payload("tcp", "dport"), right);
export const DROP: Json = { drop: null };
export const ACCEPT: Json = { accept: null };
export const jump = (target: string): Json => ({ jump: { target } });

export function chain(name: string, over: Json = {}): Json {
  return { chain: { ...at, name, handle: 1, ...over } };
}

export function base(hook: string, over: Json = {}): Json {
  return chain(hook, { type: "filter", hook, prio: 0, policy: "accept", ...over });
}

export function rule(name: string, ...expr: readonly Json[]): Json {
  return { rule: { ...at, chain: name, handle: 9, expr } };
}

export function set(name: string, elem: readonly unknown[]): Json {
  return { set: { ...at, name, type: "ipv4_addr", elem } };
}

export function printed(...entries: readonly Json[]): string {
  return JSON.stringify({ nftables: [{ metainfo: { json_schema_version: 1 } }, ...entries] });
}
