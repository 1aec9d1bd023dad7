import type { GatewayPlace, UnitRequest, UnitTie } from "../../model/unit.ts";
import { commandWords, environmentWords, type Properties, propertyOf } from "./show.ts";

export interface Tie {
  readonly tie: UnitTie;
  /** The words that name the place, and nothing beside them: a command line may hold secrets. */
  readonly text: string;
}

type Endpoint = Exclude<UnitRequest["place"], GatewayPlace>;

const LISTENS = /port|bind|listen|addr|publish|http|socket|^-{1,2}[pblS]$/i;
/** Options and variables that say where a service calls others. */
const CALLS =
  /upstream|backend|target|proxy|db|data-?base|datasource|redis|mongo|mysql|postgres|^pg|kafka|amqp|rabbit|smtp|remote|connect|peer|origin|broker|metrics|admin|management|debug/i;
const VARIABLE = /(?:^|_)(?:PORT|LISTEN|BIND|ADDR|ADDRESS|SOCKET)$/;

/** How a unit names the place that a gateway calls; undefined where it does not. */
export function tieOf(unit: Properties, place: UnitRequest["place"]): Tie | undefined {
  if ("program" in place) return gatewayTie(unit, place);
  // It does one thing and ends (systemd.service(5)): it may ask a place whether it is up, and serves none.
  if (propertyOf(unit, "Type") === "oneshot" && propertyOf(unit, "RemainAfterExit") !== "yes")
    return undefined;
  const listened = (unit.get("Listen") ?? []).find((line) => isPlace(line.replace(/ \(\w+\)$/, ""), place));
  if (listened !== undefined) return { tie: "socket", text: listened };
  return inCommand(commandWords(unit), place) ?? inEnvironment(environmentWords(unit), place);
}

/**
 * The unit of a gateway: its program with this config named, or, for a config where packages put it, with this pid file. A
 * copy that lies elsewhere is no reason to look at what the host runs.
 */
function gatewayTie(unit: Properties, { program, configFile, pidFile }: GatewayPlace): Tie | undefined {
  const words = commandWords(unit);
  if (words[0]?.endsWith(`/${program}`) !== true) return undefined;
  if (words.includes(configFile)) return { tie: "option", text: configFile };
  const own = propertyOf(unit, "PIDFile");
  const isInstalled = /^\/(?:etc|usr\/local|opt)\//.test(configFile);
  return isInstalled && own !== "" && own === pidFile ? { tie: "option", text: own } : undefined;
}

function inCommand(words: readonly string[], place: Endpoint): Tie | undefined {
  let bare: Tie | undefined;
  for (const [index, word] of words.entries()) {
    const [, own, given] = /^(-[^=]*)=(.*)$/.exec(word) ?? [];
    const value = given ?? word;
    if (index === 0 || !isPlace(value, place)) continue;
    const before = words[index - 1] ?? "";
    const option = own ?? (before.startsWith("-") && !before.includes("=") ? before : undefined);
    if (option === undefined) {
      // "http.server 8080", "runserver 0.0.0.0:8080"
      if (value.includes(":") || value.includes("/")) return { tie: "option", text: value };
      bare ??= { tie: "bare", text: value };
    } else if (LISTENS.test(option) && !CALLS.test(option)) {
      return { tie: "option", text: own === undefined ? `${option} ${value}` : word };
    }
  }
  return bare;
}

function inEnvironment(words: readonly string[], place: Endpoint): Tie | undefined {
  const found = words.find((word) => {
    const [, name = "", value = ""] = /^([A-Za-z_]\w*)=(.*)$/.exec(word) ?? [];
    return VARIABLE.test(name) && !CALLS.test(name) && isPlace(value, place);
  });
  return found === undefined ? undefined : { tie: "option", text: found };
}

/**
 * A service listens at addresses, not at names: "redis:6379" is a place that it calls.
 * "8080", ":8080", "127.0.0.1:8080", "[::]:8080", "8080:80" as containers publish it, "unix:/run/app.sock".
 */
function isPlace(text: string, place: Endpoint): boolean {
  if ("path" in place) return text === place.path || text === `unix:${place.path}`;
  const published = /^(\d{1,5}):\d{1,5}(?:\/tcp)?$/.exec(text)?.[1];
  const own = /^(?:(?:[\d.]{0,15}|\*|localhost|\[[0-9a-fA-F:.]{2,45}\]):)?(\d{1,5})$/.exec(text)?.[1];
  const port = published ?? own;
  return port !== undefined && Number(port) === place.port;
}
