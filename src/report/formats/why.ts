import type { WeighingReport } from "../../model/report.ts";
import type { Account } from "../account.ts";
import { hanging, spread, wrap } from "../layout.ts";
import { EMPTY_LINE, type Line, type Style, span } from "../style.ts";
import { percent } from "../wording.ts";

/** Lines longer than this are hard to read as prose. */
const WIDEST = 100;
const HEAD = 16;

/** The account of a report's ranks, for reading. */
export function renderWhy(account: Account, columns: number): readonly Line[] {
  const width = Math.min(columns, WIDEST);
  const { causes, dismissed, ruledOut, about, verdict } = account;
  if (causes.length + dismissed.length + ruledOut.length === 0)
    return prose(nothing(about, verdict), width, "plain");
  return [
    ...causes.flatMap((cause) => causeLines(cause, width)),
    ...listed(
      "Dismissed",
      dismissed.map(({ id, confidence, because }) => [id, `${percent(confidence)} by itself; ${because}`]),
      width,
    ),
    ...listed(
      "Ruled out",
      ruledOut.map(({ id, because }) => [id, because]),
      width,
    ),
  ];
}

function nothing(about: string | undefined, verdict: string): string {
  return about === undefined
    ? `The report names no cause; its verdict is ${verdict}.`
    : `Nothing in this report speaks for or against ${about}: no check saw what it predicts.`;
}

function causeLines(cause: Account["causes"][number], width: number): Line[] {
  const { rank, id, title, role, confidence, weighing } = cause;
  return [
    spread(
      [span(`${rank}  `, "strong"), span(id, "id")],
      [span(`${role}, ${percent(confidence)}`, "strong")],
      width,
    ),
    ...wrap(title, width - 3).map((row): Line => [span(`   ${row}`)]),
    ...(weighing === undefined
      ? hanging(
          [span("   ")],
          3,
          "the report does not say how it was weighed: an older release wrote it",
          width,
        )
      : weighingLines(weighing, width)),
    EMPTY_LINE,
  ];
}

function weighingLines({ met, contradicted, missing, limitedBy }: WeighingReport, width: number): Line[] {
  const words = (head: string, style: Style, all: WeighingReport["met"]) =>
    all.flatMap(({ check, strength, summary }) =>
      hanging([span("   "), span(head, style)], HEAD, `${summary} (${check}, ${percent(strength)})`, width),
    );
  const unseen = missing.map(({ what, because }) => `${what}: ${because}`);
  return [
    ...words("met", "good", met),
    ...words("contradicted", "bad", contradicted),
    ...unseen.flatMap((text) => hanging([span("   "), span("not seen", "quiet")], HEAD, text, width)),
    ...(limitedBy === undefined
      ? []
      : hanging(
          [span("   "), span("limited", "warning")],
          HEAD,
          `${limitedBy.id} accounts for the same failure with ${percent(limitedBy.confidence)}`,
          width,
        )),
    ...sumLines({ met, contradicted }, width),
  ];
}

/** The arithmetic, where more than one word goes into it. */
function sumLines(
  { met, contradicted }: Pick<WeighingReport, "met" | "contradicted">,
  width: number,
): Line[] {
  if (met.length + contradicted.length < 2) return [];
  const doubt = met.reduce((left, { strength }) => left * (1 - strength), 1);
  const against = contradicted.reduce((most, { strength }) => Math.max(most, strength), 0);
  const joined = met.length > 1 ? `${met.length} independent words leave a doubt of ${percent(doubt)}` : "";
  const weakened = against > 0 ? `the strongest word against it takes ${percent(against)} of the rest` : "";
  const text = [joined, weakened].filter((part) => part !== "").join("; ");
  return hanging([span("   "), span("together", "quiet")], HEAD, text, width);
}

function listed(head: string, rows: readonly (readonly [string, string])[], width: number): Line[] {
  if (rows.length === 0) return [];
  return [
    [span(head, "strong")],
    ...rows.flatMap(([id, because]) => [
      [span("   "), span(id, "id")],
      ...hanging([span("      ")], 6, because, width),
    ]),
    EMPTY_LINE,
  ];
}

function prose(text: string, width: number, style: Style): Line[] {
  return wrap(text, width).map((row): Line => [span(row, style)]);
}
