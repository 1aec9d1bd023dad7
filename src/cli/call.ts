import type { CommandName, FlagName } from "./flags.ts";

/** A command as it was typed: nothing is checked yet but that its flags exist. */
export interface Call {
  readonly command: CommandName;
  readonly args: readonly string[];
  /** Values as given; a switch is `true`. */
  readonly flags: ReadonlyMap<FlagName, string | readonly string[] | true>;
}
