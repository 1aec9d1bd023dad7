import { CAUSES } from "../../model/cause.ts";
import { renderCatalogue, renderPage } from "../../report/formats/explain.ts";
import { catalogue, pageOf } from "../../report/pages.ts";
import type { Line } from "../../report/style.ts";
import type { Call } from "../call.ts";
import type { Environment } from "../environment.ts";
import { UsageError } from "../faults.ts";
import { readOptions } from "../options.ts";
import { colorChoice } from "../output-settings.ts";
import { paint, wantsColor } from "../paint.ts";
import { didYouMean } from "../suggest.ts";

/** `uhc explain [id]`: the catalogue, or the page of one cause or check. */
export async function explain(call: Call, environment: Environment): Promise<number> {
  const { stdout, variables, checks } = environment;
  const options = await readOptions(call, environment);
  const color = wantsColor(stdout, colorChoice(options), variables);
  const columns = stdout.columns ?? 80;
  const tell = async (value: object, lines: () => readonly Line[]) =>
    stdout.write(options.isOn("json") ? `${JSON.stringify(value, null, 2)}\n` : await paint(lines(), color));
  const all = await checks();
  const [id] = call.args;
  if (id === undefined) {
    const entries = catalogue(all);
    await tell(entries, () => renderCatalogue(entries, columns));
    return 0;
  }
  const page = pageOf(id, all);
  if (page === undefined) {
    const known = [...Object.keys(CAUSES), ...all.map((check) => check.id)];
    throw new UsageError(
      `"${id}" is no cause and no check`,
      didYouMean(id, known) ?? "uhc explain lists them all.",
    );
  }
  await tell(page, () => renderPage(page, columns));
  return 0;
}
