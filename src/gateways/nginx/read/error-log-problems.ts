import type { Directive } from "../ast.ts";
import type { Reading } from "../context.ts";

/** Levels above those at which nginx says why a request to an upstream failed (src/core/ngx_log.h). */
const TOO_HIGH = new Set(["crit", "alert", "emerg"]);

/** Lines that leave nobody told why requests fail. `off` is no word of `error_log`, but the name of a file. */
export function reportErrorLogs(reading: Reading, lines: readonly Directive[]): void {
  for (const line of lines) {
    if (line.name !== "error_log") continue;
    const [path, level] = line.words;
    if (path?.text === "off")
      report(
        reading,
        line,
        'Errors go to a file named "off"',
        "error_log /var/log/nginx/error.log; and error_log /dev/null crit; to have none",
      );
    else if (path?.text === "/dev/null")
      report(
        reading,
        line,
        "Why a request failed is written nowhere: errors go to /dev/null",
        "error_log /var/log/nginx/error.log;",
      );
    else if (level !== undefined && TOO_HIGH.has(level.text))
      report(
        reading,
        line,
        `Why a request failed is written nowhere: only from ${level.text} on`,
        `Without a level, or with error, upstream failures are written`,
      );
  }
}

function report(reading: Reading, line: Directive, message: string, remedy: string): void {
  const location = line.word(0)?.location ?? line.location;
  reading.report({
    cause: "errors-not-logged",
    message,
    location,
    refusesConfig: false,
    about: undefined,
    severity: "info",
    remedy,
  });
}
