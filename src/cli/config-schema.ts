import { GATEWAY_KINDS } from "../model/config.ts";
import { COMMAND_NAMES, FLAGS, type Flag, type FlagName } from "./flags.ts";
import { FORMATS } from "./output-settings.ts";
import { fileFlags } from "./settings-file.ts";

const text = { type: ["string", "number"] } as const;

/** Flags that take one of a few words. */
const CHOICES: ReadonlyMap<FlagName, readonly string[]> = new Map<FlagName, readonly string[]>([
  ["format", FORMATS],
  ["fail-on", ["error", "warning", "info", "never"]],
  ["color", ["auto", "always", "never"]],
  ["gateway", GATEWAY_KINDS.filter((kind) => kind !== "none")],
]);

/** JSON Schema, draft 2020-12, of `uhc.yaml`: every flag that a file may set, for all commands or for one. */
export function configSchema(): object {
  const names = fileFlags();
  const sections = COMMAND_NAMES.map((command) => {
    const own = names.filter((name) => commandsOf(name).includes(command));
    return [command, own] as const;
  }).filter(([, own]) => own.length > 0);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "uhc.yaml",
    description: "Settings of uhc. A flag goes over the environment, which goes over this file.",
    ...settings(names, Object.fromEntries(sections.map(([command, own]) => [command, settings(own, {})]))),
  };
}

function settings(names: readonly FlagName[], sections: Readonly<Record<string, object>>): object {
  const own = Object.fromEntries(names.map((name) => [name, valueSchema(name)]));
  return { type: "object", properties: { ...own, ...sections }, additionalProperties: false };
}

function commandsOf(name: FlagName): Flag["commands"] {
  return FLAGS[name].commands;
}

function valueSchema(name: FlagName): object {
  const flag: Flag = FLAGS[name];
  const description = flag.help;
  const choices = CHOICES.get(name);
  if (choices !== undefined) return { enum: choices, description };
  if (flag.kind === "switch") return { type: "boolean", description };
  if (flag.kind === "text") return { ...text, description };
  return { anyOf: [text, { type: "array", items: text }], description };
}
