import type { Subject } from "../model/subject.ts";
import type { Candidate } from "./candidates.ts";
import { lastStep, type Step } from "./step.ts";

/**
 * Looks at a unix socket as the account of the gateway's workers would: a socket that uhc may open as root can still be
 * closed to them.
 */
export function fileSteps({ gateway, endpoint }: Candidate, subjects: readonly Subject[]): readonly Step[] {
  const { target } = endpoint;
  if (target.kind !== "unix") return [];
  const user = gateway.user?.value;
  return [
    lastStep({
      what: `look at ${target.path}`,
      request: { kind: "file", path: target.path, purpose: "socket", user },
      subjects,
      varied: undefined,
    }),
  ];
}
