import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { LogRequest } from "../model/request.ts";

/**
 * What the gateway's log calls endpoints that have a name there, and how reports call them: by the address where there is
 * one, as then the log speaks of what uhc asks too.
 */
export function logAliases({ upstreams }: Gateway): NonNullable<LogRequest["aliases"]> {
  return upstreams.flatMap(({ name, endpoints }) =>
    endpoints.flatMap(({ alias, endpoint, target }) => {
      if (alias === undefined) return [];
      const isAsked = target.kind === "unix" || target.isAddress;
      return [[`${name}/${alias}`, isAsked ? targetText(target) : endpoint] as const];
    }),
  );
}
