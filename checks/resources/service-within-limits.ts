import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { exchangeSentence } from "../../src/model/exchange.ts";
import { answersTooLate } from "../../src/model/liveness.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import {
  filesText,
  hasNoFilesLeft,
  type LimitedService,
  servicesAt,
  throttleText,
} from "../../src/testimony/limits-at.ts";
import { ownersAt } from "../../src/testimony/owners-at.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "service-within-limits",
  layer: "resources",
  since: "0.1.0",
  title: "The service behind the endpoint has room within its limits",
  about: [
    "Only for endpoints on this host that answer late or not at all, or close: looks how near the process that listens there is to its limits.",
    "A control group that its processor quota stopped in a quarter of the periods, or more, while it was watched is",
    "`cpu-saturated`; as many open files as it may have is `file-descriptors-exhausted`; processes or threads that it was refused",
    "meanwhile are `service-overloaded`. Limits that are merely near, and what was counted before, are not told: caches fill a",
    "group's memory, and a quota that was felt at the start is over. Needs to see whose the socket is.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    limits: needed("limits"),
    connects: useful("connect"),
    exchanges: useful("exchange"),
    listeners: useful("listeners"),
  },
  // The causes are owned by the checks that see the same at the gateway.
  causes: {},
  judge(look) {
    const { about, seen } = look;
    const silent = eachStep(about, seen.connects, (connect) => {
      if (connect.outcome.kind !== "timed-out") return [];
      const place = ownersAt(connect.request.target, seen.listeners);
      return servicesAt(place, seen.limits).flatMap((service) =>
        shortages(service).map((one) => root(pathClaim(look, connect, one))),
      );
    });
    const late = eachStep(about, seen.exchanges, (exchange) => {
      if (!waitsTooLong(exchange) && exchange.outcome.kind !== "reset") return [];
      const place = ownersAt(exchange.request.target, seen.listeners);
      const port = place?.port ?? 0;
      return servicesAt(place, seen.limits).flatMap((service) =>
        shortages(service)
          .filter(({ cause }) => waitsTooLong(exchange) || cause === "service-overloaded")
          .map(({ args, evidence, ...one }) => {
            const all = [exchangeSentence(exchange), ...evidence];
            return root(claim(look, exchange, { ...one, evidence: all, args: { ...args, port } }));
          }),
      );
    });
    return conclude([...silent, ...late], "no service of this host that is late is at a limit");
  },
});

function waitsTooLong(exchange: ObservationOf<"exchange">): boolean {
  return exchange.outcome.kind === "timed-out" || answersTooLate(exchange);
}

function shortages({ name, limits }: LimitedService) {
  const { pid, cpu, tasks } = limits;
  const throttled = throttleText(limits);
  const refused = tasks?.refused ?? 0;
  const args = { service: name, pid, isTcp: 1 };
  return [
    ...(throttled === undefined
      ? []
      : [
          {
            cause: "cpu-saturated",
            strength: (cpu?.throttled ?? 0) * 2 >= (cpu?.periods ?? 0) ? 0.95 : 0.85,
            evidence: [throttled, `${name} listens there`],
            args: { ...args, group: cpu?.group ?? "" },
          } as const,
        ]),
    ...(hasNoFilesLeft(limits)
      ? [
          {
            cause: "file-descriptors-exhausted",
            strength: 0.94,
            evidence: [`${name} has ${filesText(limits)}, and can take no connection more`],
            args,
          } as const,
        ]
      : []),
    ...(tasks !== undefined && refused > 0
      ? [
          {
            cause: "service-overloaded",
            strength: 0.9,
            evidence: [
              `the group ${tasks.group} of ${name} holds ${tasks.held} of ${tasks.most} processes and threads, and was refused ${refused} more while it was watched`,
            ],
            args,
          } as const,
        ]
      : []),
  ];
}
