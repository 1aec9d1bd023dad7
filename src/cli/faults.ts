/** Faults end a command with one line and a reason. Everything else that is thrown is a mistake of uhc itself. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What would be right, on a line of its own. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Something that was asked to be read can't be: missing, not allowed, empty; or no gateway is found. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The run was ended by a signal before there was anything to tell. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: 130 | 143;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`ended by ${signal}`);
    this.exitCode = signal === "SIGINT" ? 130 : 143;
  }
}

/** A report could not be written where it was asked to go. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

export function lostOutput(where: string, error: unknown): OutputError {
  return new OutputError(`${where} could not be written: ${systemReason(error)}`);
}

/** "EACCES: permission denied, access '/x'" → "permission denied". */
export function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
