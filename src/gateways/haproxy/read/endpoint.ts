import type {
  Ejection,
  Endpoint,
  EndpointCheck,
  EndpointForward,
  NameResolution,
  Target,
} from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import type { Line } from "../ast.ts";
import { hasOwnPlace } from "./check-wire.ts";
import { countOption, flagOption, textOption, timeOption, valueAt } from "./line-options.ts";
import type { ProxySection } from "./proxy.ts";
import type { ServerOptions } from "./server-options.ts";

/** One place that a `server` or `server-template` line names. */
export interface Server {
  readonly name: string;
  readonly line: Line;
  /** Column of its address. */
  readonly column: number;
  readonly target: Target;
  /** As the line names it, where that leads elsewhere. */
  readonly written?: Target;
  readonly resolution: NameResolution;
  readonly options: ServerOptions;
  /** The server whose check decides for this one, too. */
  readonly tracked?: () => Tracked | undefined;
}

export interface Tracked {
  readonly proxy: ProxySection;
  readonly server: Server;
}

export function placeOf({ line, column }: Pick<Server, "line" | "column">): Location {
  return { file: line.file, line: line.number, column };
}

const SERVER = Symbol("server");

/** What a server's line says is read when it is asked for: a config may have a hundred thousand of them. */
interface EndpointView extends Endpoint {
  endpoint: string;
  priority: number;
  forward: EndpointForward;
  [SERVER]: Server;
}

type LaterRead = Omit<Endpoint, "endpoint" | "alias" | "priority" | "forward">;

const slotPrototype: LaterRead & ThisType<EndpointView> = {
  get target() {
    return this[SERVER].target;
  },
  get resolution() {
    return this[SERVER].resolution;
  },
  get role() {
    return this[SERVER].options.has("backup") ? "backup" : "primary";
  },
  /** `disabled` is maintenance; a weight of 0 takes no new clients. */
  get intent(): Endpoint["intent"] {
    const { options } = this[SERVER];
    const disabled = flagOption(options, "disabled");
    if (disabled !== undefined) return written("maintenance", disabled.location);
    const weight = options.has("weight") ? countOption(options, "weight") : undefined;
    return weight?.value === 0 ? written("drain", weight.location) : assumed("active", this.location);
  },
  get weight() {
    return countOption(this[SERVER].options, "weight") ?? assumed(1, this.location);
  },
  get maxConnections() {
    const limit = countOption(this[SERVER].options, "maxconn");
    // 0 stands for no limit
    return limit?.value === 0 ? undefined : limit;
  },
  get ejection() {
    return ejectionOf(this[SERVER].options, this.location);
  },
  get check() {
    return endpointCheck(this[SERVER]);
  },
  get location() {
    return placeOf(this[SERVER]);
  },
};

/** The slots of a template are told apart by their addresses, other servers have names. */
const serverPrototype: LaterRead & Pick<Required<Endpoint>, "alias"> & ThisType<EndpointView> = Object.create(
  slotPrototype,
  {
    alias: {
      enumerable: true,
      get(this: EndpointView) {
        return this[SERVER].name;
      },
    },
  },
);

/** `rank` is the order in which it comes into use, `forward` how it is spoken to where others are spoken to otherwise. */
export function endpointView(
  server: Server,
  rank: number | undefined,
  forward: EndpointForward | undefined,
): Endpoint {
  const prototype = server.line.keyword === "server" ? serverPrototype : slotPrototype;
  const view: EndpointView = Object.create(prototype);
  view.endpoint = targetText(server.written ?? server.target);
  view[SERVER] = server;
  if (rank !== undefined) view.priority = rank;
  if (forward !== undefined) view.forward = forward;
  return view;
}

/** `observe` with `error-limit` (10): so many failures in a row count as a failed check, or as several. */
function ejectionOf(options: ServerOptions, location: Location): Ejection | undefined {
  const observe = options.get("observe");
  if (observe === undefined || !options.has("check")) return undefined;
  const interval = timeOption(options, "inter") ?? assumed(2_000, location);
  const rise = countOption(options, "rise")?.value ?? 2;
  return {
    failures: countOption(options, "error-limit") ?? assumed(10, valueAt(observe)),
    windowMs: undefined,
    penaltyMs: assumed(interval.value * rise, interval.location),
  };
}

const CHECKED: EndpointCheck = { port: undefined, host: undefined, isOff: false };
const UNCHECKED: EndpointCheck = { port: undefined, host: undefined, isOff: true };

/** What the check does otherwise at one server than at the one that stands for all. */
function endpointCheck({ options, tracked }: Server): EndpointCheck {
  const followed = options.has("check") ? undefined : tracked?.();
  if (followed !== undefined) return placeOfTracked(followed.server);
  const own = options.has("check") ? CHECKED : UNCHECKED;
  if (!hasOwnPlace(options)) return own;
  const address = textOption(options, "addr");
  return { ...own, port: countOption(options, "port"), ...(address !== undefined && { address }) };
}

/** `track`: another server's check decides (section 5.2). */
function placeOfTracked({ options, target, ...server }: Server): EndpointCheck {
  if (target.kind === "unix") return CHECKED;
  const at = placeOf(server);
  const port = countOption(options, "port") ?? written(target.port, at);
  return { ...CHECKED, port, address: textOption(options, "addr") ?? written(target.host, at) };
}
