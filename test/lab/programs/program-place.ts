/** Where a program runs, and the folder that is its own. */
export interface ProgramPlace {
  readonly namespace: string;
  readonly dir: string;
}
