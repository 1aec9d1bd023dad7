import { CAUSES, type CauseId, isCauseId, LAYERS, type Layer } from "../model/cause.ts";
import type { CauseArgs, CauseText, Check } from "../model/check.ts";
import type { Fix } from "../model/report.ts";
import { CAUSE_MEANINGS } from "./cause-meanings.ts";

/** What `uhc explain` says of a cause; the rest of it is absent while no check decides the cause. */
export interface CausePage {
  readonly kind: "cause";
  readonly id: CauseId;
  readonly layer: Layer;
  readonly summary: string;
  readonly decided?: DecidedCause;
}

interface DecidedCause {
  /** The check that is its main witness. */
  readonly check: string;
  readonly since: string;
  readonly meaning: string;
  readonly about: string;
  readonly needs: readonly string[];
  /** With placeholders, "<upstream>", where a case would fill in its own. */
  readonly fix: Fix;
  readonly verify: readonly string[];
  readonly includes: readonly CauseId[];
}

export interface CheckPage {
  readonly kind: "check";
  readonly id: string;
  readonly layer: Layer;
  readonly title: string;
  readonly about: string;
  readonly asksEach: string;
  readonly needs: readonly string[];
  readonly causes: readonly CauseId[];
  readonly since: string;
}

/** A line of the catalogue. */
export interface CatalogueEntry {
  readonly id: CauseId;
  readonly layer: Layer;
  readonly summary: string;
  /** Whether this release can decide it. */
  readonly isDecided: boolean;
}

export function catalogue(checks: readonly Check[]): readonly CatalogueEntry[] {
  const decided = new Set(checks.flatMap((check) => Object.keys(check.causes)));
  return Object.keys(CAUSES)
    .filter(isCauseId)
    .map((id) => ({ id, layer: CAUSES[id], summary: CAUSE_MEANINGS[id], isDecided: decided.has(id) }))
    .sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer));
}

/** The page of a cause or a check; undefined for any other word. */
export function pageOf(id: string, checks: readonly Check[]): CausePage | CheckPage | undefined {
  if (isCauseId(id)) return causePage(id, checks);
  const check = checks.find((one) => one.id === id);
  return check === undefined ? undefined : checkPage(check);
}

function causePage(id: CauseId, checks: readonly Check[]): CausePage {
  const page = { kind: "cause", id, layer: CAUSES[id], summary: CAUSE_MEANINGS[id] } as const;
  const check = checks.find((one) => Object.hasOwn(one.causes, id));
  const text = check?.causes[id];
  if (check === undefined || text === undefined) return page;
  const { about, since } = check;
  const { meaning, includes } = text;
  return {
    ...page,
    decided: { check: check.id, since, meaning, about, needs: needs(check), ...remedy(text), includes },
  };
}

function checkPage(check: Check): CheckPage {
  const { id, layer, title, about, since } = check;
  const causes = Object.keys(check.causes).filter(isCauseId);
  return { kind: "check", id, layer, title, about, asksEach: check.for, needs: needs(check), causes, since };
}

/** "handshake", "log (optional)", "exchange (experiment: server name; optional)". */
function needs(check: Check): readonly string[] {
  return Object.values(check.needs).map(({ kind, experiment, isRequired }) => {
    const remarks = [
      ...(experiment === undefined ? [] : [`experiment: ${experiment.replaceAll("-", " ")}`]),
      ...(isRequired ? [] : ["optional"]),
    ];
    return remarks.length === 0 ? kind : `${kind} (${remarks.join("; ")})`;
  });
}

const PLACEHOLDERS: CauseArgs = {
  args: new Proxy({}, { get: (_, name) => `<${String(name)}>`, has: () => true }),
  subjects: [
    {
      gateway: "nginx",
      upstream: "<upstream>",
      endpoint: "<host>:<port>",
      address: "<address>",
      route: "<route>",
    },
  ],
  endpointCount: 1,
  where: "<host>:<port>",
};

/** The texts as they are without a case. One that can't be made without one is left out. */
function remedy(text: CauseText): { readonly fix: Fix; readonly verify: readonly string[] } {
  const fix = attempt(() => text.fix(PLACEHOLDERS), { summary: "", steps: [], commands: [] });
  // A command that the case supplies as a whole says nothing without it.
  const verify = attempt(() => text.verify(PLACEHOLDERS), []).filter((command) => !/^<\w+>$/.test(command));
  return { fix, verify };
}

function attempt<T>(make: () => T, otherwise: T): T {
  try {
    return make();
  } catch {
    return otherwise;
  }
}
