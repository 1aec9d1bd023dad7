import type { Gateway, GatewayKind } from "../model/config.ts";
import type { EditStep } from "../model/edit.ts";
import type { BuiltIn } from "../model/gateway-program.ts";
import type { SourceReader } from "../text/source-reader.ts";
import type { Splice } from "../text/splice.ts";

/** What is known about a gateway besides its config. */
export interface ReadInput {
  readonly mainFile: string;
  readonly reader: SourceReader;
  /** What the program reads behind the main file, in this order; absent or empty for nothing. */
  readonly moreFiles?: readonly string[];
  /** "1.26.2", or the line in which the program names itself; undefined where nobody could say. */
  readonly version: string | undefined;
  readonly tlsLibrary: string | undefined;
  readonly builtIn: BuiltIn | undefined;
  /** The variables of the process that runs it; absent where they are not known. */
  readonly environment?: ReadonlyMap<string, string> | undefined;
  /** Told, in one sentence, what was assumed to make sense of the input. */
  readonly onNote: ((note: string) => void) | undefined;
  /** The blocks that a fragment is meant to stand in, outermost first; absent or empty where its text shall tell. */
  readonly context?: readonly string[];
}

/**
 * How the config of a kind of gateway is told from others, and where it is found. Little enough for every run to load it for
 * all kinds; what reads them is loaded for the kinds that are there.
 */
export interface GatewayFormat {
  readonly kind: GatewayKind;
  /** Whether a file of this name may be a config of its kind, where a whole folder is looked through. */
  readonly mayHold: (path: string) => boolean;
  /** How sure it is that this text is a config of its kind: 0 for "no", 1 for "certainly". Looks at the start alone. */
  readonly detect: (path: string, text: string) => number;
  /** Where the admin surface gives the whole config, below the path that the user names; absent where it does not. */
  readonly adminConfig?: string;
  readonly loadReader: () => Promise<GatewayReader>;
}

/** How the config of a kind of gateway becomes the model, and how it is changed. */
export interface GatewayReader {
  /** Takes apart what the gateway itself prints about its config, main file first; undefined for a text that is none. */
  readonly openDump: (content: Uint8Array) => Pick<ReadInput, "mainFile" | "reader"> | undefined;
  /** The pieces of one of its files that the steps stand for, in their order; undefined for one that can't be made. */
  readonly splices: (content: Uint8Array, steps: readonly EditStep[]) => readonly (Splice | undefined)[];
  /** Never throws for what stands in the config: what is wrong is a problem of the gateway that it gives. */
  readonly read: (input: ReadInput) => Gateway;
}
