import type { Gateway } from "../../model/config.ts";
import { upstreamNamed } from "../../model/upstream-named.ts";
import { renderInspection } from "../../report/formats/inspect.ts";
import { shortener } from "../../report/pretty/page.ts";
import { mapStrings } from "../../text/map-strings.ts";
import type { Call } from "../call.ts";
import { inspectSettings } from "../diagnose-settings.ts";
import type { Environment } from "../environment.ts";
import { readOptions } from "../options.ts";
import { presentable } from "../output.ts";
import { colorChoice } from "../output-settings.ts";
import { paint, wantsColor } from "../paint.ts";
import { refuseTerminal } from "../refuse-terminal.ts";

/** `uhc inspect [config…]`: the way up to the model, for people or as JSON. */
export async function inspect(call: Call, environment: Environment): Promise<number> {
  const { stdout, variables } = environment;
  const options = await readOptions(call, environment);
  const settings = inspectSettings(call.args, options);
  const color = wantsColor(stdout, colorChoice(options), variables);
  await refuseTerminal(settings.configs, environment);
  const engine = await environment.engine();
  const { gateways, notes } = presentable(await engine.inspect(settings), settings.redacts);
  if (options.isOn("json")) stdout.write(`${JSON.stringify({ gateways, notes }, null, 2)}\n`);
  else {
    const only = settings.upstreams.length === 0 ? undefined : idsOf(settings.upstreams, gateways);
    const shorten = shortener(environment.workingDirectory);
    const near = mapStrings(gateways, (text, field) => (FILE_FIELDS.has(field) ? shorten(text) : text));
    stdout.write(await paint(renderInspection(near, notes, { columns: stdout.columns ?? 80, only }), color));
  }
  return 0;
}

/** Fields of the model that hold the path of a config file; for people they are shown from where they stand. */
const FILE_FIELDS = new Set(["file", "mainFile"]);

function idsOf(names: readonly string[], gateways: readonly Gateway[]): ReadonlySet<string> {
  const found = gateways.flatMap((gateway) => names.map((name) => upstreamNamed(gateway, name)?.id));
  return new Set(found.filter((id) => id !== undefined));
}
