import type { Cause, Report, WeighingReport } from "../model/report.ts";

/** What a report must hold for its ranks to be explained; `weighing` and `dismissed` came after the first reports. */
export interface RankedReport {
  readonly verdict: string;
  readonly causes: readonly RankedCause[];
  readonly ruledOut: Report["ruledOut"];
  readonly dismissed?: Report["dismissed"];
}

type RankedCause = Pick<Cause, "rank" | "id" | "title" | "role" | "confidence"> & {
  readonly weighing?: WeighingReport;
};

/** How the causes of a report, or one of them, came by their rank. */
export interface Account {
  readonly kind: "why";
  readonly verdict: string;
  /** The cause that was asked about; undefined for all of them. */
  readonly about: string | undefined;
  readonly causes: readonly RankedCause[];
  readonly dismissed: Report["dismissed"];
  readonly ruledOut: Report["ruledOut"];
}

export function accountOf(report: RankedReport, about: string | undefined): Account {
  const isMeant = ({ id }: { readonly id: string }) => about === undefined || id === about;
  return {
    kind: "why",
    verdict: report.verdict,
    about,
    causes: report.causes.filter(isMeant),
    dismissed: (report.dismissed ?? []).filter(isMeant),
    ruledOut: report.ruledOut.filter(isMeant),
  };
}
