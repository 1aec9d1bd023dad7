import type { Location } from "./source.ts";

/**
 * What a check says over its connection and wants to hear, step by step. Bytes are latin1 text: each character is one byte.
 */
export interface CheckScript {
  readonly steps: readonly ScriptStep[];
  /** The gateway goes on behind the last step, with something that uhc does not follow: another connection, say. */
  readonly isPartial: boolean;
  /** A step sends what looks like a password. */
  readonly hasCredentials: boolean;
}

export type ScriptStep = SendStep | ExpectStep;

export interface SendStep {
  readonly kind: "send";
  readonly bytes: string;
  readonly location: Location;
}

/** What has come since the last step that sent something has to fit. */
export interface ExpectStep {
  readonly kind: "expect";
  readonly wanted: Wanted;
  /** The answer is right where it does not fit. */
  readonly isNegated: boolean;
  /**
   * So many bytes at least are waited for, and then the step is decided. Undefined: what does not fit may fit when more has
   * come, so that only the end of the connection decides against it.
   */
  readonly minBytes: number | undefined;
  /** The config's own words for the step. */
  readonly comment: string | undefined;
  readonly location: Location;
}

export type Wanted =
  | { readonly kind: "text"; readonly text: string }
  /** A regular expression over the bytes, or over their hexadecimal digits in capitals. */
  | { readonly kind: "pattern"; readonly pattern: string; readonly over: "bytes" | "hex" }
  /** MySQL's packet at this place, 0 being the greeting, is there as a whole and no error. */
  | { readonly kind: "mysql-packet"; readonly place: 0 | 1 };

/** What stopped a script: an expectation that the answer does not meet. */
export interface UnmetStep {
  /** Place among the steps, from 0. */
  readonly step: number;
  /** Nothing was decided when uhc stopped waiting: more could still have come. */
  readonly isOpen: boolean;
}
