import { defineCheck } from "../../src/model/check.ts";
import { problemFindings } from "../../src/model/problem.ts";
import { fix } from "../../src/model/remedy.ts";
import { conclude } from "../../src/model/verdict.ts";

export default defineCheck({
  id: "routes-reachable",
  layer: "config",
  since: "0.1.0",
  title: "Every server and route can be selected by some request",
  about: [
    "Looks for servers that no request can select because another one on the same socket has the same name: nginx takes the",
    "first, only warns, and the other block's routes are never used. Names on different sockets, and a server without a",
    "name that is the default of its socket, are left alone.",
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
  },
  judge({ gateway }) {
    return conclude(problemFindings(gateway, "no-matching-route"), "no server takes another one's name");
  },
});
