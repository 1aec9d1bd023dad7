import { defineCheck } from "../../src/model/check.ts";
import { problemFindings, toldFindings } from "../../src/testimony/problem.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "routes-reachable",
  layer: "config",
  since: "0.1.0",
  title: "Every server and route can be selected by some request",
  about: [
    "Looks for servers that no request can select because another one on the same socket has the same name: nginx takes the",
    "first and only warns. Then for locations that never win: behind the same regular expression, or one that matches every",
    "path; a prefix of which a regular expression takes all; a regular expression behind a prefix with `^~`. Only what the",
    "patterns alone make certain is told. Where no server of a socket is its default, the first of the file takes unknown",
    "hosts: information, since it may be meant. Names on different sockets, and first servers that refuse or redirect, are",
    "left alone.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "no-matching-route": {
      title: ({ args }) =>
        args.kind === "nginx"
          ? `A server is never selected by the name ${args.about}: another one on the same socket has it`
          : String(args.message),
      meaning:
        "Two servers claim the same name on the same address and port. The first in the order of the files gets all requests, and " +
        "what the second says about them has no effect: its upstreams, its certificates, its redirects.",
      fix: (of) =>
        fix(
          of.args.kind === "nginx"
            ? "Take the name out of one of the servers, or merge the two"
            : "Put the routes in another order, or take one away",
          [
            `${of.args.file}:${of.args.line} has the one that is passed over.`,
            of.args.kind === "nginx"
              ? "Files are read in alphabetical order where an include names them by a wildcard."
              : "The first route that fits takes a request: put those with longer paths before those with shorter ones.",
          ],
        ),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
    "route-shadowed": {
      title: ({ args }) => `No request reaches the route ${args.about}: another one always wins`,
      meaning:
        "Every path that this location matches is taken by another one before it. What it says has no effect: its upstream gets no " +
        "request, its limits and headers never apply, and the other location answers instead.",
      fix: (of) => fix(String(of.args.remedy), ["Of regular expressions the first in the file wins."]),
      verify: ({ args }) => [String(args.test)],
      includes: [],
    },
    "default-server-by-order": {
      title: ({ args }) => `Requests for unknown hosts reach ${args.about}, because it comes first`,
      meaning:
        "A request whose host no server has (by address, from a scanner, a health check of a load balancer) goes to the first server " +
        "of the socket. Which one that is changes with the names of files, and health checks then judge another site.",
      fix: (of) =>
        fix(String(of.args.remedy), [
          "Files are read in alphabetical order where an include has a wildcard.",
        ]),
      verify: () => ["curl -i -H 'Host: unknown.invalid' http://localhost/"],
      includes: [],
    },
  },
  judge({ gateway }) {
    return conclude(
      [
        ...problemFindings(gateway, "no-matching-route").filter(({ args }) => args.remedy === undefined),
        ...toldFindings(gateway, "no-matching-route"),
        ...toldFindings(gateway, "route-shadowed"),
        ...toldFindings(gateway, "default-server-by-order"),
      ],
      "no server or route is shadowed by another",
    );
  },
});
