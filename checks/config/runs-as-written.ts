import { defineCheck, type Finding, needed } from "../../src/model/check.ts";
import type { Gateway, Upstream } from "../../src/model/config.ts";
import { asker, listed, shellQuote } from "../../src/model/evidence.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { forSome } from "../../src/testimony/logged.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

type Told = ObservationOf<"admin">;

export default defineCheck({
  id: "runs-as-written",
  layer: "config",
  since: "0.1.0",
  title: "What the gateway runs with is what stands in its file",
  about: [
    "Compares the clusters of Envoy's bootstrap file with those that `/config_dump` calls static: Envoy reads that file once, at",
    "its start. Clusters that only one of both has, or whose endpoints differ, mean that the file was changed and Envoy was not",
    "started anew. It is the cause where an endpoint that only runs fails by Envoy's own word, and else only noted. Other settings",
    "are not compared: Envoy prints them in another form than a person writes them.",
  ].join("\n"),
  for: "gateway",
  needs: { admin: needed("admin") },
  causes: {},
  judge({ gateway, seen }) {
    // with a dump as its source there is nothing to compare
    const written = gateway.upstreams.filter(isWritten(gateway));
    const told = seen.admin.find(({ facts }) => facts.running !== undefined);
    if (told?.facts.running === undefined || written.length === 0)
      return skip("there is no file to hold against what runs");
    const differences = [...differing(written, told), ...missing(gateway, told)];
    if (differences.length === 0) return conclude([], "the clusters of the file are those that run");
    return conclude([notLoaded(gateway, told, differences)], "");
  },
});

function isWritten({ mainFile }: Gateway): (upstream: Upstream) => boolean {
  return ({ form, location, discovery }) =>
    form === "group" && location.file === mainFile && discovery === undefined;
}

interface Difference {
  readonly sentence: string;
  readonly upstream: Upstream | undefined;
  /** An endpoint to which only what runs sends, and which fails. */
  readonly failing: string | undefined;
}

function differing(written: readonly Upstream[], told: Told): readonly Difference[] {
  const running = new Map(told.facts.running?.upstreams.map((one) => [one.name, one.endpoints]));
  return written.flatMap((upstream) => {
    const { name, endpoints } = upstream;
    const runs = running.get(name);
    const place = `${upstream.location.file}:${upstream.location.line}`;
    if (runs === undefined)
      return [
        { sentence: `${name} of ${place} is not among the clusters that run`, upstream, failing: undefined },
      ];
    const inFile = new Set(endpoints.map(({ endpoint }) => endpoint));
    const onlyRuns = runs.filter((endpoint) => !inFile.has(endpoint));
    const onlyFile = [...inFile].filter((endpoint) => !runs.includes(endpoint));
    if (onlyRuns.length + onlyFile.length === 0) return [];
    const sentence = `${name} runs with ${listed(runs)}, and has ${listed([...inFile])} in ${place}`;
    return [{ sentence, upstream, failing: failingOf(name, onlyRuns, told) }];
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

/** Clusters that run and that the file has no more; what comes from a control plane is not among them. */
function missing({ upstreams, mainFile }: Gateway, { facts }: Told): readonly Difference[] {
  const known = new Set(upstreams.flatMap(({ name, form }) => (form === "group" ? [name] : [])));
  return (facts.running?.upstreams ?? []).flatMap(({ name }) =>
    known.has(name)
      ? []
      : [{ sentence: `${name} runs, and is not in ${mainFile}`, upstream: undefined, failing: undefined }],
  );
}

function notLoaded(gateway: Gateway, { request }: Told, differences: readonly Difference[]): Finding {
  const place = request.place.text;
  const failing = differences.find((one) => one.failing !== undefined);
  const first = failing ?? differences[0];
  const location = first?.upstream?.location ?? { file: gateway.mainFile, line: 1, column: 1 };
  const said = failing === undefined ? [] : [`${failing.failing}, to which the file sends nothing, fails`];
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
      remedy: `Test the file, and start ${asker(gateway)} anew: it reads its bootstrap only then`,
      see: `curl -s ${shellQuote(`${place.replace(/\/$/, "")}/config_dump?resource=static_clusters`)}`,
    },
  });
  return failing === undefined ? latent(claim) : forSome(root(claim));
}
