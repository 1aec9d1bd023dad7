import { type JsonMap, mapIn } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Run } from "./run.ts";

/** Gives servers what the blocks `servers` say of their listeners (`applyServerOptions`, httpcaddyfile/serveroptions.go). */
export function applyServerOptions(
  servers: ReadonlyMap<string, JsonMap>,
  { options, onProblem }: Run,
): ReadonlyMap<string, JsonMap> {
  const names = new Set<string>();
  for (const { name, at } of options.servers) {
    if (name !== "" && names.has(name))
      onProblem(new Refusal(`cannot use duplicate server name '${name}'`, at));
    names.add(name);
  }
  const longestFirst = [...options.servers].sort((a, b) => b.address.length - a.address.length);
  const named = new Map<string, JsonMap>();
  for (const [key, server] of servers) {
    const found = longestFirst.find(({ address }) => address === "" || listens(server, address));
    for (const [field, value] of found?.settings.fields ?? []) server.fields.set(field, value);
    for (const [field, value] of found?.logs.fields ?? [])
      mapIn(server, "logs", value.at).fields.set(field, value);
    named.set(found === undefined || found.name === "" ? key : found.name, server);
  }
  return named;
}

function listens(server: JsonMap, address: string): boolean {
  const known = server.fields.get("listen");
  return known?.kind === "list" && known.items.some((one) => one.kind === "text" && one.value === address);
}
