import { isOpen } from "../ast.ts";
import { parseTime } from "../time.ts";

/** What is wrong with the value of an option of this server, in HAProxy's words; undefined for nothing. */
type Rule = (value: string, server: string) => string | undefined;

const oneOf =
  (words: readonly string[], message: (value: string) => string): Rule =>
  (value) =>
    words.includes(value) ? undefined : message(value);

/** A number that HAProxy reads by atol(3): words are 0 to it. */
const aboveZero =
  (name: string): Rule =>
  (value) =>
    Number.parseInt(value, 10) > 0 ? undefined : `'${name}' has to be > 0.`;

const time =
  (name: string): Rule =>
  (value, server) => {
    const parsed = parseTime(value);
    if (parsed.kind === "error") return `${parsed.message} in '${name}' argument of server ${server}.`;
    return parsed.ms <= 0
      ? `invalid value ${parsed.ms} for argument '${name}' of server ${server}.`
      : undefined;
  };

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["inter", time("inter")],
  ["fastinter", time("fastinter")],
  ["downinter", time("downinter")],
  ["fall", aboveZero("fall")],
  ["rise", aboveZero("rise")],
  [
    "weight",
    (value, server) => {
      const weight = Number.parseInt(value, 10) || 0;
      return weight >= 0 && weight <= 256
        ? undefined
        : `weight of server ${server} is not within 0 and 256 (${weight}).`;
    },
  ],
  [
    "verify",
    oneOf(
      ["none", "required"],
      (value) => `'verify' : unknown verify method '${value}', only 'none' and 'required' are supported.`,
    ),
  ],
  [
    "on-error",
    oneOf(
      ["fastinter", "fail-check", "sudden-death", "mark-down"],
      (value) =>
        `'on-error' expects one of 'fastinter', 'fail-check', 'sudden-death' or 'mark-down' but got '${value}'.`,
    ),
  ],
  [
    "resolve-prefer",
    oneOf(["ipv4", "ipv6"], () => "'resolve-prefer' expects either ipv4 or ipv6 as argument."),
  ],
  [
    "observe",
    oneOf(
      ["layer4", "layer7", "none"],
      (value) => `'observe' expects one of 'none', 'layer4', 'layer7' but got '${value}'`,
    ),
  ],
]);

/** What HAProxy says of an option's value at this server; undefined where it takes it. */
export function valueProblem(name: string, value: string, server: string): string | undefined {
  return isOpen(value) ? undefined : RULES.get(name)?.(value, server);
}
