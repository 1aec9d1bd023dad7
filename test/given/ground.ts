import type { Measurement } from "../../src/model/observation.ts";
import type { ClimbRequest } from "../../src/model/request.ts";
import type { Experiment, Variant } from "../../src/plan/experiment.ts";
import type { Ground } from "../../src/plan/ground.ts";
import { SUBJECT } from "./endpoint.ts";

/** What experiments start from, for an endpoint that the config knows by its address. */
export function ground(request: ClimbRequest, over: Partial<Ground> = {}): Ground {
  return {
    request,
    subjects: [SUBJECT],
    what: "10.0.0.5:8443",
    endpointName: undefined,
    routeHosts: [],
    knownPorts: [],
    spareAddresses: [],
    clientPath: "/",
    ...over,
  };
}

/** What an experiment would vary after this was seen; the request is that of the last thing seen. */
export function variants(
  { vary }: Experiment,
  seen: readonly Measurement[],
  over: Partial<Ground> = {},
): readonly Variant[] {
  const request = seen.at(-1)?.request;
  if (request?.kind !== "climb") throw new Error("nothing was climbed");
  return vary(ground(request, over), seen);
}

/** The new values alone. */
export function triedValues(...given: Parameters<typeof variants>): readonly string[] {
  return variants(...given).map(({ to }) => to);
}
