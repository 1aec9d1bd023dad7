import { type Args, defineCheck, needed, useful } from "../../src/model/check.ts";
import { alike, listed, targetText } from "../../src/model/evidence.ts";
import { exchangeSentence, header, succeeds } from "../../src/model/exchange.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import type { LocalListener } from "../../src/model/owner.ts";
import type { Fix } from "../../src/model/report.ts";
import type { EndpointLook } from "../../src/testimony/claim.ts";
import { ownersTold } from "../../src/testimony/owner-sentences.ts";
import { ownerText } from "../../src/testimony/owner-text.ts";
import { ownersAt } from "../../src/testimony/owners-at.ts";
import { pathClaim } from "../../src/testimony/path-claim.ts";
import { fix, who } from "../../src/testimony/remedy.ts";
import { curlCommand } from "../../src/testimony/reproduce.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, root, skip } from "../../src/testimony/verdict.ts";

type Connect = ObservationOf<"connect">;
type Exchange = ObservationOf<"exchange">;
type Listeners = ObservationOf<"listeners">;

export default defineCheck({
  id: "listening-place",
  layer: "backend",
  since: "0.1.0",
  title: "The service listens on the address and port that the config names",
  about: [
    "Only after a refusal. Where the endpoint is this host, the list of its listening sockets tells whether the port is open",
    "on loopback alone (`service-bound-to-loopback`) or over the other family (`service-bound-to-other-family`). Otherwise the gateway's request is put to a few usual ports of the",
    "host: `service-on-other-port` if one of them has the very path that the route asks for. A web server that answers `/`",
    "there, or any path with a page, may be another service, as a port that the config names elsewhere is: none of these is",
    "named. Sockets of another host, or of a container, can't be seen.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    connects: needed("connect"),
    listeners: useful("listeners"),
    elsewhere: useful("exchange", "other-port"),
  },
  causes: {
    "service-bound-to-loopback": {
      title: (of) => `The service listens on ${of.args.bound} only, and is called at ${of.args.place}`,
      meaning:
        "The process accepts connections from its own host only, through the loopback address. Connections to any other " +
        "address of the host are refused, even from the host itself.",
      fix: (of) =>
        of.args.publisher !== undefined
          ? publishWider(of.args)
          : fix(
              of.args.container === undefined
                ? `Make the service listen on 0.0.0.0, [::] or ${of.args.host}`
                : `Let the service in container ${of.args.container} listen on 0.0.0.0`,
              [
                "Look for its bind or listen setting: many frameworks listen on 127.0.0.1 unless they are told otherwise.",
                ...(of.args.container === undefined
                  ? [`Or, where the gateway runs on the same host, name ${of.args.bound} in its config.`]
                  : ["Within a container nothing but the container itself comes from its loopback."]),
              ],
            ),
      verify: ({ args }) => [
        ...(args.container === undefined ? [`ss -ltnp 'sport = :${args.port}'`] : []),
        String(args.reach),
      ],
      includes: ["port-refused"],
    },
    "service-on-other-port": {
      title: (of) =>
        of.args.container === undefined
          ? `The service answers on port ${of.args.found}, and port ${of.args.port} is called: ${who(of)}`
          : `Container ${of.args.container} listens on port ${of.args.found}, and ${of.args.place} leads to its port ${of.args.inside}`,
      meaning:
        "Nothing listens on the port that the config names, and on another port of the same host the same request gets its " +
        "answer. One of the two ports was changed, and the other was not.",
      fix: (of) =>
        of.args.container !== undefined
          ? leadToPort(of.args)
          : fix(`Name port ${of.args.found} in the config, or make the service listen on ${of.args.port}`, [
              `Correct the port on the endpoint's line${of.args.file === "" ? "" : ` (${of.args.file}:${of.args.line})`}.`,
              "Or correct the port in the service's settings, and restart it.",
            ]),
      verify: ({ args }) => [String(args.reach), String(args.foundCurl)],
      includes: ["port-refused"],
    },
  },
  judge(look) {
    const { seen, about } = look;
    const refused = seen.connects.filter(isRefused);
    if (refused.length === 0) return skip("no connection is refused");
    const findings = eachStep(about, seen.connects, (connect) => {
      if (!isRefused(connect)) return [];
      const bound = elsewhereHere(look, connect, alike(connect, seen.listeners));
      return bound.length > 0
        ? bound
        : onOtherPort({ ...look, seen: seen.listeners }, connect, alike(connect, seen.elsewhere));
    });
    return conclude(findings, "nothing shows where else the service might listen");
  },
});

/** What an engine publishes at one address it takes at no other. */
function publishWider({ publisher, host, port, inside, bound }: Args): Fix {
  return fix(`Call container ${publisher} at ${bound}, or publish it at ${host} too`, [
    `Where the gateway runs on the same host: name ${bound} in its config.`,
    `Or make the container again with --publish ${host}:${port}:${inside} (Compose: ports).`,
    "An engine's own rules go before those of ufw and the like: what is published at every address is open to all.",
  ]);
}

/** The port of a container is changed where it is published, or in the config where the container itself is called. */
function leadToPort({ found, inside, port, container }: Args): Fix {
  return inside === port
    ? fix(`Call port ${found} of container ${container}`, ["Correct the port on the endpoint's line."])
    : fix(`Publish port ${found} of container ${container} instead of ${inside}`, [
        `Make the container again with --publish ${port}:${found} (Compose: ports: ["${port}:${found}"]).`,
        `Or let the service in it listen on port ${inside}.`,
      ]);
}

function isRefused({ outcome, request }: Connect): boolean {
  return outcome.kind === "refused" && request.target.kind === "tcp";
}

/** What the list of this host's own sockets shows: the port is open, and not where it is called. */
function elsewhereHere(look: EndpointLook, connect: Connect, seen: readonly Listeners[]) {
  const { target } = connect.request;
  if (target.kind !== "tcp") return [];
  const here = seen.find(({ facts }) => facts.localAddresses.includes(target.host));
  const open = here?.facts.listeners.filter(({ port }) => port === target.port) ?? [];
  const [first] = open;
  if (first === undefined) return [];
  const evidence = [
    `this host has ${target.host}, and listens on ${open.map(listenerText).join(" and ")} alone`,
  ];
  const family = familyOf(target.host);
  if (open.every(({ address }) => familyOf(address) !== family)) {
    const args = {
      open: familyOf(first.address),
      closed: family,
      works: addressText(first.address, first.port),
      resolution: look.about.endpoint.resolution.kind,
    };
    return [
      root(
        pathClaim(look, connect, { cause: "service-bound-to-other-family", strength: 0.95, evidence, args }),
      ),
    ];
  }
  if (isLoopback(target.host) || !open.every(({ address }) => isLoopback(address))) return [];
  const args = { bound: listed(open.map(({ address, port }) => addressText(address, port))) };
  return [
    root(pathClaim(look, connect, { cause: "service-bound-to-loopback", strength: 0.96, evidence, args })),
  ];
}

function familyOf(address: string): "IPv4" | "IPv6" {
  return address.includes(":") ? "IPv6" : "IPv4";
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

function listenerText({ address, port, owner }: LocalListener): string {
  return `${addressText(address, port)}${owner === undefined ? "" : ` (${ownerText(owner)})`}`;
}

function addressText(host: string, port: number): string {
  return targetText({ kind: "tcp", host, port, isAddress: true });
}

function onOtherPort(
  look: EndpointLook & { readonly seen: readonly Listeners[] },
  connect: Connect,
  elsewhere: readonly Exchange[],
) {
  const found = elsewhere.find((each) => succeeds(each) && isSpecific(each) && !isOthers(look, each));
  if (found === undefined || found.request.target.kind !== "tcp") return [];
  const { port } = found.request.target;
  const owners = ownersTold(ownersAt(found.request.target, look.seen));
  const evidence = [`the same request on port ${port}, ${exchangeSentence(found)}`, ...owners.sentences];
  const args = { found: port, foundCurl: curlCommand(found.request) };
  return [root(pathClaim(look, connect, { cause: "service-on-other-port", strength: 0.85, evidence, args }))];
}

/** Every web server has a page at `/`, and many show one for whatever is asked. */
function isSpecific(exchange: Exchange): boolean {
  const { status } = exchange.facts;
  const path = exchange.request.exchange?.path ?? "/";
  const isPage = /^text\/html/i.test(header(exchange, "content-type") ?? "");
  return !/^\/*(\?.*)?$/.test(path) && !isPage && status !== undefined && status < 300;
}

/** The config knows what listens there as something else. */
function isOthers({ gateway }: EndpointLook, { request: { target } }: Exchange): boolean {
  const place = targetText(target);
  return gateway.upstreams.some(({ endpoints }) => endpoints.some((one) => targetText(one.target) === place));
}
