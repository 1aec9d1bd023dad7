import { CAUSES, isCauseId } from "../../model/cause.ts";
import { accountOf } from "../../report/account.ts";
import { renderCatalogue, renderPage } from "../../report/formats/explain.ts";
import { renderWhy } from "../../report/formats/why.ts";
import { catalogue, pageOf } from "../../report/pages.ts";
import type { Line } from "../../report/style.ts";
import type { Call } from "../call.ts";
import type { Environment } from "../environment.ts";
import { UsageError } from "../faults.ts";
import { readOptions } from "../options.ts";
import { presentable } from "../output.ts";
import { colorChoice } from "../output-settings.ts";
import { paint, wantsColor } from "../paint.ts";
import { readReport } from "../report-file.ts";
import { didYouMean } from "../suggest.ts";

/** `uhc explain [id]`: the catalogue, or the page of one cause or check; with `--why`, the ranks of a report. */
export async function explain(call: Call, environment: Environment): Promise<number> {
  const { stdout, variables, checks } = environment;
  const options = await readOptions(call, environment);
  const color = wantsColor(stdout, colorChoice(options), variables);
  const columns = stdout.columns ?? 80;
  const tell = async (value: object, lines: () => readonly Line[]) =>
    stdout.write(options.isOn("json") ? `${JSON.stringify(value, null, 2)}\n` : await paint(lines(), color));
  const [id] = call.args;
  const all = await checks();
  const why = options.text("why");
  if (why !== undefined) {
    if (id !== undefined && !isCauseId(id)) throw unknownId(id, Object.keys(CAUSES), "cause");
    const report = readReport(why.value, why.source, environment.workingDirectory);
    // The file may have come from anywhere.
    const account = presentable(accountOf(report, id), true);
    await tell(account, () => renderWhy(account, columns));
    return 0;
  }
  if (id === undefined) {
    const entries = catalogue(all);
    await tell(entries, () => renderCatalogue(entries, columns));
    return 0;
  }
  const page = pageOf(id, all);
  if (page === undefined) {
    const known = [...Object.keys(CAUSES), ...all.map((check) => check.id)];
    throw unknownId(id, known, "cause or check");
  }
  await tell(page, () => renderPage(page, columns));
  return 0;
}

function unknownId(id: string, known: readonly string[], kind: string): UsageError {
  return new UsageError(`"${id}" is not a ${kind}`, didYouMean(id, known) ?? "uhc explain lists them all.");
}
