import type { Dispenser } from "../dispenser.ts";
import type { GlobalOptions } from "../global-options.ts";
import type { Helper } from "../run.ts";

/** Reads a global option; the dispenser stands at its name. */
export type Option = (d: Dispenser, options: GlobalOptions, helper: Helper) => void;
