import type { Gateway } from "../model/config.ts";
import type { FileRequest } from "../model/request.ts";
import { lastStep, type Step } from "./step.ts";

/** Files that are looked at, at most: a gateway of many sites has as many certificates. */
const MOST_FILES = 16;

/** Looks at files of this host, each once. `user` is whose rights count; undefined where it does not matter. */
export function fileSteps(
  gateway: Pick<Gateway, "id">,
  paths: readonly string[],
  purpose: FileRequest["purpose"],
  user: string | undefined,
): readonly Step[] {
  return [...new Set(paths)].slice(0, MOST_FILES).map((path) =>
    lastStep({
      what: `look at ${path}`,
      request: { kind: "file", path, purpose, user },
      subjects: [{ gateway: gateway.id }],
      varied: undefined,
    }),
  );
}
