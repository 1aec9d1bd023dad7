import type { RunEvent } from "./settings.ts";

/** An event as `ndjson` shows it: what was asked of whom and how it ended, without everything that came back. */
export function publicEvent(event: RunEvent): { readonly event: string } {
  if (event.event !== "observed") return event;
  const { kind, subjects, outcome, startedAt, durationMs, varied } = event.observation;
  return {
    event: "observed",
    ...{
      kind,
      subjects,
      outcome,
      at: new Date(startedAt).toISOString(),
      durationMs: Number(durationMs.toFixed(3)),
      varied,
    },
  };
}
