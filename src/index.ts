/** The public API: what stands behind `uhc diagnose`, the report it gives, and its schema. */
export { DIAGNOSE_DEFAULTS } from "./cli/diagnose-settings.ts";
export type { Host } from "./cli/engine.ts";
export { InputError, UsageError } from "./cli/faults.ts";
export type { DiagnoseSettings, RunEvent } from "./cli/settings.ts";
export { diagnose, inspect } from "./cli/wire.ts";
export type { CauseId, Layer } from "./model/cause.ts";
export type { Gateway } from "./model/config.ts";
export type { Cause, Report, State } from "./model/report.ts";
export { REPORT_SCHEMA } from "./report/schema.ts";
