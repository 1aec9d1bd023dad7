/** What was not looked at, or only in part, and why. */
export interface Note {
  readonly what: string;
  readonly because: string;
}
