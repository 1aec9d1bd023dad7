import type { GatewayPlace, ServicePlace, UnitRequest, UnitTie } from "../../model/unit.ts";
import { type Command, commandsOf, endsByItself, mayServe } from "./command.ts";
import { namesPlace, takes } from "./named-place.ts";
import { type Properties, propertyOf } from "./show.ts";

export interface Tie {
  readonly tie: UnitTie;
  /** The words that name the place, and nothing beside them: a command line may hold secrets. */
  readonly text: string;
}

const LISTENS = /port|bind|listen|addr|publish|http|socket|^-{1,2}[pblS]$/i;
/** Options and variables that say where a service calls others. */
const CALLS =
  /upstream|backend|target|proxy|db|data-?base|datasource|redis|mongo|mysql|postgres|^pg|kafka|amqp|rabbit|smtp|remote|connect|peer|origin|broker|metrics|admin|management|debug/i;
const VARIABLE = /(?:^|_)(?:PORT|LISTEN|BIND|ADDR|ADDRESS|SOCKET)$/;
/** Options that give the address to listen at apart from the port. */
const BOUND_TO = /^-{1,2}(?:host|hostname|ip|bind|bind-address|bind-host|listen-address|address|addr|H)$/i;

/** How a unit is known as the service at the place that a gateway calls; undefined where it is not. */
export function tieOf(
  unit: Properties,
  place: UnitRequest["place"],
  variables: ReadonlyMap<string, string> = new Map(),
): Tie | undefined {
  if ("program" in place) return gatewayTie(unit, place);
  if ("holder" in place && place.holder.kind === "unit")
    return propertyOf(unit, "Id") === place.holder.unit
      ? { tie: "process", text: place.holder.process }
      : undefined;
  if (endsByItself(unit)) return undefined;
  const listened = (unit.get("Listen") ?? []).find((line) =>
    namesPlace(line.replace(/ \(\w+\)$/, ""), place),
  );
  if (listened !== undefined) return { tie: "socket", text: listened };
  // Somebody else has the port already: a unit that is down is not the one.
  if ("holder" in place && place.holder.kind === "unknown" && !isUp(unit)) return undefined;
  const commands = commandsOf(unit, variables);
  if (commands.length > 0 && !commands.some(mayServe)) return undefined;
  return (
    strongest(commands.filter(mayServe).map((one) => inCommand(one, place))) ?? inVariables(variables, place)
  );
}

/** How a command line, or the variables that it is given, names a place to serve at. */
export function tieOfCommand(
  command: Command,
  variables: ReadonlyMap<string, string>,
  place: ServicePlace,
): Tie | undefined {
  return inCommand(command, place) ?? inVariables(variables, place);
}

function isUp(unit: Properties): boolean {
  return !["inactive", "failed"].includes(propertyOf(unit, "ActiveState"));
}

/**
 * The unit of a gateway: its program with this config named, or, for a config where packages put it, with this pid file. A
 * copy that lies elsewhere is no reason to look at what the host runs.
 */
function gatewayTie(unit: Properties, { program, configFile, pidFile }: GatewayPlace): Tie | undefined {
  const words = commandsOf(unit, new Map()).flat();
  if (words[0]?.endsWith(`/${program}`) !== true) return undefined;
  if (words.includes(configFile)) return { tie: "option", text: configFile };
  const own = propertyOf(unit, "PIDFile");
  const isInstalled = /^\/(?:etc|usr\/local|opt)\//.test(configFile);
  return isInstalled && own !== "" && own === pidFile ? { tie: "option", text: own } : undefined;
}

function strongest(ties: readonly (Tie | undefined)[]): Tie | undefined {
  return ties.find((one) => one?.tie === "option") ?? ties.find((one) => one !== undefined);
}

function inCommand(words: Command, place: ServicePlace): Tie | undefined {
  if (!isBoundThere(words, place)) return undefined;
  let bare: Tie | undefined;
  for (const [index, word] of words.entries()) {
    const { option, value } = optionAt(words, index);
    if (index === 0 || !namesPlace(value, place)) continue;
    if (option === undefined) {
      // "http.server 8080", "runserver 0.0.0.0:8080"
      if (value.includes(":") || value.includes("/")) return { tie: "option", text: value };
      bare ??= { tie: "bare", text: value };
    } else if (LISTENS.test(option) && !CALLS.test(option)) {
      return { tie: "option", text: word === value ? `${option} ${value}` : word };
    }
  }
  return bare;
}

/** "--port=8080" is both in one word; "--port 8080" two. */
function optionAt(
  words: Command,
  index: number,
): { readonly option: string | undefined; readonly value: string } {
  const word = words[index] ?? "";
  const [, own, given] = /^(-[^=]*)=(.*)$/.exec(word) ?? [];
  if (own !== undefined && given !== undefined) return { option: own, value: given };
  const before = words[index - 1] ?? "";
  return { option: before.startsWith("-") && !before.includes("=") ? before : undefined, value: word };
}

/** "--host 10.0.0.5 --port 8080": an address of its own that is another one than is called. */
function isBoundThere(words: Command, place: ServicePlace): boolean {
  if ("path" in place) return true;
  return words.every((_, index) => {
    const { option, value } = optionAt(words, index);
    const isAddress = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-fA-F:]*:[0-9a-fA-F:]+\]?|localhost)$/.test(value);
    return option === undefined || !BOUND_TO.test(option) || !isAddress || takes(value, place.host);
  });
}

function inVariables(variables: ReadonlyMap<string, string>, place: ServicePlace): Tie | undefined {
  const found = [...variables].find(
    ([name, value]) => VARIABLE.test(name) && !CALLS.test(name) && namesPlace(value, place),
  );
  return found === undefined ? undefined : { tie: "option", text: found.join("=") };
}
