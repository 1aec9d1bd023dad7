/**
 * For help and the like, which is written in one go: says in one line that it could not be. A reader who has seen enough
 * and closes the pipe is no fault.
 */
export function tellLostOutput(): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.stderr.write(`uhc: standard output could not be written: ${error.code ?? error.message}\n`);
    process.exitCode = 3;
  });
}
