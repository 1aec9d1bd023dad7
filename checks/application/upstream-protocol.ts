import { type CauseArgs, defineCheck, needed, useful } from "../../src/model/check.ts";
import type { Target } from "../../src/model/config.ts";
import { alike, asker, shellQuote, targetText } from "../../src/model/evidence.ts";
import { cameEmpty, exchangeResult, exchangeSentence, header, wasCut } from "../../src/model/exchange.ts";
import { completes, wasTried } from "../../src/model/handshake.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim, type EndpointLook } from "../../src/testimony/claim.ts";
import { configStep, fix, who } from "../../src/testimony/remedy.ts";
import { eachStep, subjectAt } from "../../src/testimony/steps.ts";
import { against, conclude, root } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;

export default defineCheck({
  id: "upstream-protocol",
  layer: "application",
  since: "0.1.0",
  title: "Gateway and service speak the same application protocol",
  about: [
    "Asks in the protocol of the route (HTTP, gRPC, FastCGI, uwsgi, SCGI) and reads what comes back. HTTP where gRPC or",
    "FastCGI was asked for, FastCGI or gRPC where HTTP was, is `upstream-protocol-mismatch`. FastCGI and uwsgi servers hang",
    "up on HTTP without a word: the experiment then puts the same GET in their protocol, and what gets an answer decides.",
    "Without it only the usual ports (9000, 3031) and socket names hint at it. A uwsgi server answers in HTTP's own form, so",
    "that an HTTP answer to uwsgi is no sign of a mistake, but for a 400 that plain HTTP does not get. Nor is an error over",
    "HTTP/2 without a word of gRPC: a router that does not know the health service answers so.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    exchanges: needed("exchange"),
    otherVersion: useful("exchange", "http-version"),
    otherProtocol: useful("exchange", "protocol"),
    overTls: useful("handshake", "transport"),
    proxied: useful("exchange", "proxy-protocol"),
  },
  causes: {
    "upstream-protocol-mismatch": {
      title: (of) => `${of.args.asked} is spoken to a service that speaks ${of.args.spoken}: ${who(of)}`,
      meaning:
        "The gateway and the service use different application protocols on this port, so neither understands the " +
        "other. Telling numbers in logs are 4740180 (an HTTP/1 answer read as an HTTP/2 frame) and 72 (the H of HTTP read " +
        "as a FastCGI version).",
      fix: (of) =>
        fix(`Speak ${spokenWord(of)} to ${of.args.target}, or name the service's ${of.args.asked} port`, [
          configStep(
            of,
            {
              nginx: nginxPass(String(of.args.spoken)),
              ...(of.args.spoken === "FastCGI" && {
                haproxy:
                  "an fcgi-app section with docroot and index, use-fcgi-app with its name in the backend, and proto fcgi on the server line",
              }),
            },
            `Switch this route to ${spokenWord(of)}.`,
          ),
        ]),
      verify: ({ args }) => [
        String(args.curl),
        `printf 'GET / HTTP/1.0\\r\\n\\r\\n' | timeout 5 nc ${args.nc} | head -c 64 | od -c`,
      ],
      includes: [
        "connection-closed-early",
        "connection-reset",
        "response-malformed",
        "http-version-mismatch",
        "service-hung",
      ],
    },
  },
  judge(look) {
    const { seen, about, gateway } = look;
    const findings = eachStep(about, seen.exchanges.filter(wasTried), (exchange) => {
      const otherwise = alike(exchange, seen.otherVersion);
      const spoken = alike(exchange, seen.otherProtocol).filter(wasTried);
      const isExplained =
        alike(exchange, seen.overTls).some(completes) ||
        [...otherwise, ...alike(exchange, seen.proxied)].some(
          (each) => isHttpAnswer(each) && each.facts.status !== 400,
        );
      const found =
        mismatch(exchange, otherwise) ?? (isExplained ? undefined : byExperiment(exchange, spoken));
      if (found === undefined) return spoken.length === 0 ? [] : [understood(about, exchange, spoken)];
      const evidence = [exchangeSentence(exchange), found.because(asker(gateway))];
      const asked = NAMES[exchange.request.exchange?.protocol ?? "http"];
      const args = { asked, spoken: found.spoken, nc: netcat(exchange.request.target) };
      const { strength } = found;
      return [root(claim(look, exchange, { cause: "upstream-protocol-mismatch", strength, evidence, args }))];
    });
    return conclude(findings, "both speak the same protocol");
  },
});

/** Whoever gives no answer in the other protocols either does not speak them. */
function understood(about: EndpointLook["about"], exchange: Exchange, spoken: readonly Exchange[]) {
  const evidence = spoken.map((each) => `the same in another protocol, ${exchangeSentence(each)}`);
  return against("upstream-protocol-mismatch", subjectAt(about, exchange), 0.9, evidence);
}

const NAMES = {
  http: "HTTP",
  grpc: "gRPC",
  fastcgi: "FastCGI",
  uwsgi: "uwsgi",
  scgi: "SCGI",
  memcached: "memcached",
  tcp: "TCP",
  udp: "UDP",
} as const;

interface Mismatch {
  readonly spoken: string;
  readonly strength: number;
  readonly because: (asker: string) => string;
}

/** What the answer itself gives away. */
function mismatch(exchange: Exchange, otherwise: readonly Exchange[]): Mismatch | undefined {
  const { spoke, malformed, status } = exchange.facts;
  const protocol = exchange.request.exchange?.protocol;
  if ((protocol === "grpc" || protocol === "fastcgi") && spoke === "http")
    return {
      spoken: "HTTP",
      strength: 0.97,
      because: (asker) => `an HTTP answer to ${asker}'s ${NAMES[protocol]} request`,
    };
  // A router that knows services by their path answers 404, and one that reaches none of them 5xx (gRPC's own table,
  // http-grpc-status-mapping.md): neither says what is behind it.
  const isOfRouter = (status ?? 0) >= 400;
  if (protocol === "grpc" && malformed === "no grpc-status" && !isOfRouter)
    return {
      spoken: "HTTP",
      strength: 0.8,
      because: () => "it answers over HTTP/2, and with nothing of gRPC",
    };
  if (protocol !== "http") return undefined;
  if (spoke === "fastcgi")
    return { spoken: "FastCGI", strength: 0.95, because: () => "the answer is a FastCGI record" };
  if (spoke === "http2" && otherwise.some(isGrpc))
    return {
      spoken: "gRPC",
      strength: 0.94,
      because: () => "over HTTP/2 the same request gets a gRPC answer",
    };
  if (spoke === "http2" && !otherwise.some(isHttpAnswer))
    return {
      spoken: "gRPC",
      strength: 0.4,
      because: () => "the answer is an HTTP/2 frame, as gRPC servers send it",
    };
  return undefined;
}

/** What the same request in another protocol gets, where the gateway's own gets nothing or a 400. */
function byExperiment(exchange: Exchange, spoken: readonly Exchange[]): Mismatch | undefined {
  const protocol = exchange.request.exchange?.protocol;
  const isWaiting = exchange.outcome.kind === "timed-out" && protocol !== "http";
  const isMute = (wasCut(exchange) || isWaiting) && cameEmpty(exchange);
  if (!isMute && !((protocol === "uwsgi" || protocol === "scgi") && exchange.facts.status === 400))
    return undefined;
  const by = spoken.find((each) => each.outcome.kind === "answered" && each.facts.status !== 400);
  if (by !== undefined) {
    const name = NAMES[by.request.exchange?.protocol ?? "http"];
    return { spoken: name, strength: 0.97, because: () => `the same over ${name}: ${exchangeResult(by)}` };
  }
  return spoken.length > 0 || protocol !== "http" ? undefined : byPlace(exchange.request.target);
}

/** Where FastCGI and uwsgi servers listen by custom: PHP-FPM's 9000 and socket name, uWSGI's 3031. */
function byPlace(target: Target): Mismatch | undefined {
  const place = targetText(target);
  const isPhp = target.kind === "unix" ? /php|fpm|fastcgi|fcgi/i.test(target.path) : target.port === 9000;
  const isUwsgi = target.kind === "unix" ? /uwsgi/i.test(target.path) : target.port === 3031;
  if (!isPhp && !isUwsgi) return undefined;
  const spoken = isPhp ? "FastCGI" : "uwsgi";
  const because = () => `${place} is where a ${spoken} server listens by convention, and it hangs up on HTTP`;
  return { spoken, strength: target.kind === "unix" ? 0.85 : 0.7, because };
}

function isGrpc(exchange: Exchange): boolean {
  return (
    /^application\/grpc/i.test(header(exchange, "content-type") ?? "") ||
    exchange.facts.grpcStatus !== undefined
  );
}

function isHttpAnswer(exchange: Exchange): boolean {
  return exchange.outcome.kind === "answered" && exchange.facts.status !== undefined && !isGrpc(exchange);
}

/** A log line tells what is not spoken, and not what is. */
function spokenWord({ args }: CauseArgs): string {
  return args.spoken === "something else" ? "what the service speaks" : String(args.spoken);
}

function nginxPass(spoken: string): string {
  if (spoken === "HTTP") return "proxy_pass http://…;";
  if (spoken === "gRPC") return "grpc_pass grpc://…;";
  if (spoken === "FastCGI") return "fastcgi_pass …; with include fastcgi_params; and SCRIPT_FILENAME";
  if (spoken === "uwsgi") return "uwsgi_pass …; with include uwsgi_params;";
  return "the directive of the protocol that the service speaks, as proxy_pass, grpc_pass or fastcgi_pass";
}

function netcat(target: Target): string {
  return target.kind === "unix"
    ? `-U ${shellQuote(target.path)}`
    : `${shellQuote(target.host)} ${target.port}`;
}
