import type { Endpoint, Upstream } from "../../../model/config.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import { wordAt } from "../ast.ts";
import { readCheck } from "./check.ts";
import type { Site } from "./context.ts";
import type { Server } from "./endpoint.ts";
import { isMeantEmpty } from "./meant-empty.ts";
import { last, type ProxySection } from "./proxy.ts";

const BACKEND = Symbol("backend");

/** What a backend says besides its servers is read when it is asked for. */
interface UpstreamView extends Upstream {
  id: string;
  name: string;
  endpoints: readonly Endpoint[];
  location: Location;
  discovery: NonNullable<Upstream["discovery"]>;
  isSink: true;
  [BACKEND]: {
    readonly proxy: ProxySection;
    readonly checked: Server | undefined;
    readonly site: Site;
    healthCheck: Upstream["healthCheck"];
  };
}

type LaterRead = Omit<Upstream, "id" | "name" | "endpoints" | "location" | "discovery" | "isSink">;

const upstreamPrototype: LaterRead & ThisType<UpstreamView> = {
  form: "group",
  keepalive: undefined,
  sharesState: true,
  get balance() {
    const line = last(this[BACKEND].proxy, "balance");
    const name = line?.words[1];
    return line === undefined || name === undefined
      ? assumed("roundrobin", this.location)
      : written(name, wordAt(line, 1));
  },
  get healthCheck() {
    const backend = this[BACKEND];
    const { checked, proxy, site } = backend;
    if (checked === undefined) return undefined;
    const followed = checked.options.has("check") ? undefined : checked.tracked?.();
    if (followed === undefined && !checked.options.has("check")) return undefined;
    const by = followed ?? { proxy, server: checked };
    backend.healthCheck ??= readCheck(by.proxy, by.server.options, site);
    return backend.healthCheck;
  },
};

/** The upstream of a backend; the first server that is checked says how all of them are. */
export function upstreamView(
  proxy: ProxySection,
  servers: readonly Server[],
  endpoints: readonly Endpoint[],
  discovery: Upstream["discovery"],
  site: Site,
): Upstream {
  const view: UpstreamView = Object.create(upstreamPrototype);
  view.id = proxy.name;
  view.name = proxy.name;
  view.endpoints = endpoints;
  view.location = wordAt(proxy.section.line, 1);
  const checked =
    servers.find(({ options }) => options.has("check")) ?? servers.find(({ tracked }) => tracked);
  view[BACKEND] = { proxy, checked, site, healthCheck: undefined };
  if (discovery !== undefined) view.discovery = discovery;
  if (servers.length === 0 && isMeantEmpty(proxy, site)) view.isSink = true;
  return view;
}
