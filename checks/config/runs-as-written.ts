import { defineCheck, type Finding, needed, useful } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { asker, listed, shellQuote } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { adminCommand } from "../../src/testimony/admin-command.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { ACCUSING_WORDS } from "../../src/testimony/log-causes.ts";
import { forSome, type Logged, loggedAs, loggedSentence } from "../../src/testimony/logged.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

type Told = ObservationOf<"admin">;

export default defineCheck({
  id: "runs-as-written",
  layer: "config",
  since: "0.1.0",
  title: "What the gateway runs with is what stands in its file",
  about: [
    "Compares the upstreams of the file with those that the gateway's admin surface shows: what `/config_dump` of Envoy calls",
    "static, and `/config/` of Caddy. Upstreams that only one of both has, or whose endpoints differ, mean that the file was",
    "changed and not loaded, or that the gateway was told otherwise over its API. It is the cause where an endpoint that only runs",
    "fails by the gateway's own word or by its log, and else only noted. Other settings are not compared: gateways print them in another form",
    "than a person writes them.",
  ].join("\n"),
  for: "gateway",
  needs: { admin: needed("admin"), processes: useful("process"), logs: useful("log") },
  causes: {},
  judge({ gateway, seen }) {
    const words = seen.processes.flatMap(({ facts }) => facts.processes.map((one) => one.commandLine));
    if (words.some((one) => one.includes("--config-yaml")))
      return skip("a part of its config stands on its command line");
    // what a variable or a control plane brings along is in no file
    const isWhole = gateway.isCompletedLater !== true && gateway.isDump !== true;
    const written = isWhole ? gateway.upstreams.filter(isWritten(gateway)) : [];
    const told = seen.admin.find(({ facts }) => facts.running !== undefined);
    if (told?.facts.running === undefined || written.length === 0)
      return skip("there is no file to hold against what runs");
    if (told.facts.running.upstreams.some(({ id }) => id.includes("{")))
      return skip("a placeholder stands for where it sends requests");
    const failed = loggedAs(seen.logs, ACCUSING_WORDS);
    const differences = [...differing(written, told, failed), ...missing(gateway, told, failed)];
    if (differences.length === 0) return conclude([], "the upstreams of the file are those that run");
    return conclude([notLoaded(gateway, told, differences, failed)], "");
  },
});

function isWritten({ mainFile }: Gateway): (upstream: Upstream) => boolean {
  return ({ form, location, discovery }) =>
    form === "group" && location.file === mainFile && discovery === undefined;
}

/** A placeholder is filled in before the gateway reads the file, or while it runs: then the file does not tell the place. */
function isTemplate({ endpoints }: Upstream): boolean {
  return endpoints.some(({ endpoint }) => /[${}<>]/.test(endpoint));
}

interface Difference {
  readonly sentence: string;
  readonly upstream: Upstream | undefined;
  /** An endpoint to which only what runs sends, and which fails. */
  readonly failing: string | undefined;
}

function differing(
  written: readonly Upstream[],
  told: Told,
  failed: readonly Logged[],
): readonly Difference[] {
  const running = new Map(told.facts.running?.upstreams.map((one) => [one.id, one.endpoints]));
  return written.flatMap((upstream) => {
    const { id, name, endpoints } = upstream;
    if (isTemplate(upstream)) return [];
    const runs = running.get(id);
    const place = `${upstream.location.file}:${upstream.location.line}`;
    if (runs === undefined)
      return [
        { sentence: `${name} of ${place} is not among the upstreams that run`, upstream, failing: undefined },
      ];
    const inFile = new Set(endpoints.map(({ endpoint }) => endpoint));
    const onlyRuns = runs.filter((endpoint) => !inFile.has(endpoint));
    const onlyFile = [...inFile].filter((endpoint) => !runs.includes(endpoint));
    if (onlyRuns.length + onlyFile.length === 0) return [];
    const sentence = `${name} runs with ${listed(runs)}, and has ${listed([...inFile])} in ${place}`;
    return [{ sentence, upstream, failing: failingOf(name, onlyRuns, told) ?? loggedOf(onlyRuns, failed) }];
  });
}

function failingOf(name: string, endpoints: readonly string[], { facts }: Told): string | undefined {
  const failing = facts.peers.find(
    (peer) =>
      peer.upstream === name &&
      (endpoints.includes(peer.endpoint) || (peer.name !== undefined && endpoints.includes(peer.name))) &&
      (peer.state === "down" || peer.state === "ejected" || (peer.fails ?? 0) > 0),
  );
  return failing?.endpoint;
}

/** What its log calls failed, with the latest line. */
function loggedOf(endpoints: readonly string[], failed: readonly Logged[]): string | undefined {
  const event = failed.find(({ peer }) => peer !== undefined && endpoints.includes(peer));
  return event?.peer;
}

/** Clusters that run and that the file has no more; what comes from a control plane is not among them. */
function missing(
  { upstreams, mainFile }: Gateway,
  { facts }: Told,
  failed: readonly Logged[],
): readonly Difference[] {
  const known = new Set(upstreams.flatMap(({ id, form }) => (form === "group" ? [id] : [])));
  const inFile = new Set(upstreams.flatMap((one) => one.endpoints.map(({ endpoint }) => endpoint)));
  return (facts.running?.upstreams ?? []).flatMap(({ id, name, endpoints }) => {
    if (known.has(id)) return [];
    const onlyRuns = endpoints.filter((endpoint) => !inFile.has(endpoint));
    const sentence = `${name} runs, and is not in ${mainFile}`;
    return [{ sentence, upstream: undefined, failing: loggedOf(onlyRuns, failed) }];
  });
}

function notLoaded(
  gateway: Gateway,
  { request, facts }: Told,
  differences: readonly Difference[],
  failed: readonly Logged[],
): Finding {
  const place = request.place.text;
  const failing = differences.find((one) => one.failing !== undefined);
  const first = failing ?? differences[0];
  const location = first?.upstream?.location ?? { file: gateway.mainFile, line: 1, column: 1 };
  const line = failed.find(({ peer }) => peer !== undefined && peer === failing?.failing);
  const fails = line === undefined ? "fails" : `failed: ${loggedSentence(line)}`;
  const said = failing === undefined ? [] : [`${failing.failing}, to which the file sends nothing, ${fails}`];
  const claim = configClaim(gateway, {
    cause: "config-not-reloaded",
    subject: {
      gateway: gateway.id,
      ...(failing?.upstream !== undefined && { upstream: failing.upstream.id }),
    },
    value: location,
    ground: `loaded:${gateway.mainFile}`,
    evidence: [
      `${asker(gateway)} says at ${place} that it runs with another config than ${gateway.mainFile}`,
      ...said,
      ...differences.slice(0, 3).map(({ sentence }) => sentence),
    ],
    strength: failing === undefined ? 0.9 : 0.93,
    args: {
      changed: gateway.mainFile,
      file: shellQuote(gateway.mainFile),
      remedy: facts.running?.remedy ?? "",
      see: adminCommand(place, facts.running?.path ?? ""),
    },
  });
  return failing === undefined ? latent(claim) : forSome(root(claim));
}
