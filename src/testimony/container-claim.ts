import type { Args, Finding } from "../model/check.ts";
import type { Container } from "../model/container.ts";
import { asker, endpointGround, places, shellQuote } from "../model/evidence.ts";
import type { ObservationOf } from "../model/observation.ts";
import type { EndpointLook } from "./claim.ts";
import type { ContainerPlace } from "./container-place.ts";
import type { ContainerAccusation } from "./container-story.ts";
import { containerSentence, containerText, healthSentences } from "./container-text.ts";
import { moment } from "./logged.ts";
import { curlCommand } from "./reproduce.ts";
import { latent, root } from "./verdict.ts";

/** What the texts of a cause want to know of a container as the service that it is. */
export function containerArgs(container: Container): Args {
  return {
    unit: containerText(container),
    container: container.name,
    quoted: shellQuote(container.name),
    manager: container.engine,
  };
}

/** A claim about the service of an endpoint, from what its container's engine says. */
export function containerClaim(
  { about, gateway }: EndpointLook,
  { container, tie, isUnsure }: ContainerPlace,
  { cause, strength, why, advice, over }: ContainerAccusation,
  connect: ObservationOf<"connect"> | undefined,
): Finding {
  const { endpoint, target } = about.endpoint;
  const claim = {
    cause,
    strength: isUnsure ? strength - 0.2 : strength,
    subject: about.subject,
    ground: endpointGround(about.endpoint),
    locations: places(undefined, about.endpoint, about.routes[0]),
    evidence: [containerSentence(container), tie, ...healthSentences(container)],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      place: endpoint,
      target: endpoint,
      port: target.kind === "tcp" ? target.port : 0,
      why,
      advice,
      isDisabled: 0,
      owner: `${containerText(container)}, which is paused,`,
      curl: connect === undefined ? "" : curlCommand(connect.request),
      ...(cause === "service-hung" && {
        resume: `${container.engine} unpause ${shellQuote(container.name)}`,
      }),
      ...memoryArgs(container),
      ...containerArgs(container),
      ...(over !== undefined && { over: moment(over) }),
    },
  };
  return over === undefined ? root(claim) : latent(claim);
}

function memoryArgs(container: Container): Args {
  const name = containerText(container);
  return { process: name, group: name, isLimit: container.memoryLimit === undefined ? 0 : 1 };
}
