import { own, type Reading, type Scope, wordText } from "../context.ts";
import { directivesNamed } from "../directives.ts";
import { parseCount } from "./settings.ts";

/** What nginx assumes (src/event/ngx_event.c). */
const WORKER_CONNECTIONS = 512;

/** How many connections one worker may have, those to clients and those to upstreams together. */
export function workerConnections(main: Scope): number | undefined {
  const [written] = own(main, "events").flatMap(({ lines }) =>
    lines === undefined ? [] : directivesNamed(lines, "worker_connections"),
  );
  return written === undefined ? WORKER_CONNECTIONS : parseCount(wordText(written, 0) ?? "");
}

/** A worker may open fewer files than it may have connections: nginx only warns of it when it starts. */
export function reportWorkerLimits(reading: Reading, main: Scope): void {
  const [line] = own(main, "worker_rlimit_nofile");
  const files = parseCount(line === undefined ? "" : (wordText(line, 0) ?? ""));
  const connections = workerConnections(main);
  if (line === undefined || files === undefined || connections === undefined || files >= connections) return;
  reading.report({
    cause: "file-descriptors-exhausted",
    message: `A worker may have ${connections} connections and open only ${files} files: above that, connections fail with 500`,
    location: line.word(0)?.location ?? line.location,
    refusesConfig: false,
    about: undefined,
    remedy: `worker_rlimit_nofile of at least ${2 * connections}: a request that is passed on takes two connections`,
  });
}
