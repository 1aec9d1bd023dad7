import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Route, Upstream } from "../../src/model/config.ts";
import { asker, places } from "../../src/model/evidence.ts";
import { routesByUpstream } from "../../src/model/routes.ts";
import { problemFindings, testCommand } from "../../src/testimony/problem.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "resolver-configured",
  layer: "config",
  since: "0.1.0",
  title: "Where names are resolved at run time the config names a resolver",
  about: [
    "A name that the gateway only learns with the request (a variable in the target), or that it is told to resolve again",
    "and again, takes a resolver in the config: /etc/resolv.conf and the hosts file are not read for it. Without one, each",
    "such request fails, however well the host itself resolves the name. Names that an upstream block defines need none.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "resolver-missing": {
      title: (of) =>
        `${of.args.asker} has to resolve ${of.args.name} at run time, and no resolver is configured`,
      meaning:
        "The target holds a variable or is marked for resolving at run time, and the gateway does that with name servers of its " +
        "own config alone. nginx writes `no resolver defined to resolve …` and answers 502.",
      fix: (of) =>
        fix("Name a resolver, or let the name be resolved at start", [
          configStep(
            of,
            {
              nginx: "resolver 127.0.0.53 valid=30s; (the server of /etc/resolv.conf; in Docker 127.0.0.11)",
              haproxy:
                "a section resolvers NAME with parse-resolv-conf, and resolvers NAME on the server line",
            },
            "Configure a resolver for this route.",
          ),
          configStep(
            of,
            {
              nginx: `or an upstream block with server ${of.args.name}; in it, and its name in the target.`,
              haproxy: "or init-addr last,libc (the default): HAProxy then looks the name up once, at start.",
            },
            "Or name the endpoint in an upstream.",
          ),
        ]),
      verify: ({ args }) => [String(args.grep), "cat /etc/resolv.conf"],
      includes: [],
    },
  },
  judge({ gateway }) {
    const refused = problemFindings(gateway, "resolver-missing")
      .filter(({ role }) => role === "root")
      .map((finding) => ({
        ...finding,
        args: { ...finding.args, name: `the names of ${finding.args.about}`, grep: testCommand(gateway) },
      }));
    const findings = refused.length > 0 ? refused : [...unresolvable(gateway), ...unknownNames(gateway)];
    return conclude(findings, "every name that is resolved at run time has a resolver");
  },
});

/** Endpoints whose name is known, and that nobody can resolve. */
function unresolvable(gateway: Gateway): readonly Finding[] {
  const routes = routesByUpstream(gateway);
  return gateway.upstreams.flatMap((upstream) => {
    const leading = routes.get(upstream.id) ?? [];
    return leading.length === 0
      ? []
      : upstream.endpoints
          .filter(({ resolution, intent }) => resolution.kind === "missing" && intent.value === "active")
          .map((endpoint) => accuse(gateway, upstream, endpoint, leading[0]));
  });
}

function accuse(gateway: Gateway, upstream: Upstream, endpoint: Endpoint, route: Route | undefined): Finding {
  const name = endpoint.target.kind === "tcp" ? endpoint.target.host : endpoint.endpoint;
  const subject = { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint };
  return root(missing(gateway, { subject, name, locations: places(undefined, endpoint, route) }));
}

/** Targets that are known only with the request: the problem is known by the line of its route. */
function unknownNames(gateway: Gateway): readonly Finding[] {
  return gateway.problems.flatMap(({ cause, location, about = "a name" }) => {
    if (cause !== "resolver-missing") return [];
    const route = gateway.routes.find(
      ({ forward }) => forward.location.file === location.file && forward.location.line === location.line,
    );
    const upstream = gateway.upstreams.find(({ id }) => id === route?.forward.upstream);
    if (upstream === undefined || upstream.endpoints.length > 0) return [];
    const subject = { gateway: gateway.id, upstream: upstream.id };
    return [root(missing(gateway, { subject, name: about, locations: [location] }))];
  });
}

function missing(
  gateway: Gateway,
  { subject, name, locations }: Pick<Finding, "subject" | "locations"> & { name: string },
) {
  const [first] = locations;
  return {
    cause: "resolver-missing",
    strength: 0.97,
    subject,
    // One line would serve all of them.
    ground: "resolver:none",
    locations,
    evidence: [`${name} is to be resolved at run time, and no resolver is configured there`],
    args: {
      kind: gateway.kind,
      asker: asker(gateway),
      name,
      grep: gateway.kind === "nginx" ? "nginx -T 2>/dev/null | grep -n resolver" : "uhc inspect",
      file: first?.file ?? "",
      line: first?.line ?? 0,
    },
  } as const;
}
