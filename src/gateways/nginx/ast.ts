import type { ConfigProblem } from "../../model/config.ts";
import type { Location } from "../../model/source.ts";
import type { SourceReader } from "../../text/source-reader.ts";
import type { LoadedFile } from "./include.ts";

/** One word of a directive as nginx reads it. */
export interface Word {
  /** Without its quotes, with `\" \' \\ \t \r \n` replaced; any other backslash stays, as in nginx. */
  readonly text: string;
  /** As it stands in the file, quotes included. */
  readonly raw: string;
  readonly quoted: boolean;
  /** The first character, which is the quote for a quoted word. */
  readonly location: Location;
  /** The character behind the last one. */
  readonly end: Location;
}

/**
 * One directive, or one `key value;` line of a map, geo, types, split_clients, match or charset_map block. It is a
 * view over packed records, made when its block is asked for its children.
 */
export interface Directive {
  /** The first word. Empty for a block that has none, which is a problem of its own. */
  readonly name: string;
  /** The arguments, without the name. */
  readonly words: readonly Word[];
  /** One of them alone, by its place: most questions are about the first. */
  readonly word: (place: number) => Word | undefined;
  /** Where the name starts. */
  readonly location: Location;
  /** The character behind the `;` or the closing brace. */
  readonly end: Location;
  /** What stands in its block; undefined when it ended with `;`. */
  readonly lines: Lines | undefined;
  /** The same, each line made into a directive, anew each time. Included files stand in place of their `include`. */
  readonly children: readonly Directive[] | undefined;
  /** The text between the braces of a `*_by_lua_block`, which is not read further. */
  readonly body: string | undefined;
}

/**
 * The lines of a block, or of a file outside any, as a stretch of its packed records: none of them is made into a
 * directive until it is asked for by its name.
 */
export interface Lines {
  readonly file: LoadedFile;
  readonly from: number;
  /** Number of the first record behind them. */
  readonly to: number;
}

/** What keeps a text from being an nginx config, or a file out of it. */
export interface SyntaxProblem extends ConfigProblem {
  readonly cause: "config-syntax-error" | "config-include-missing";
}

/** A main file with everything it includes. */
export interface ConfigTree {
  readonly mainFile: string;
  /** The files that were opened, in that order, each once, as the config names them. */
  readonly files: readonly string[];
  readonly lines: Lines;
  /** The same as directives, made anew each time. */
  readonly directives: readonly Directive[];
  /** Whether any directive may be called so; saves a walk through all of them. */
  readonly mentions: (name: string) => boolean;
  /** In the order in which nginx would come upon them: it stops at the first one that refuses the config. */
  readonly problems: readonly SyntaxProblem[];
}

export interface ParseInput {
  /** The path of the main file; its folder is what relative includes start from. */
  readonly mainFile: string;
  readonly reader: SourceReader;
}
