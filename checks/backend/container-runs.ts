import { defineCheck, needed, useful } from "../../src/model/check.ts";
import { containerClaim } from "../../src/testimony/container-claim.ts";
import { containerBehind } from "../../src/testimony/container-place.ts";
import { containerStory } from "../../src/testimony/container-story.ts";
import { containerSentence } from "../../src/testimony/container-text.ts";
import { fails } from "../../src/testimony/endpoint-fails.ts";
import { endsAt } from "../../src/testimony/unit-claim.ts";
import { conclude, skip } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "container-runs",
  layer: "backend",
  since: "0.1.0",
  title: "The container of the service behind the endpoint runs",
  about: [
    "Where an endpoint fails, or the log says that it did: asks the container engines of this host (Docker, Podman) for the",
    "container whose name or address the endpoint has, or that publishes its port. One that has ended is",
    "`service-not-running`, with its exit code; one that the engine starts again and again `service-crash-loop`; one that it saw",
    "killed for memory `service-oom-killed`; one that is paused `service-hung`. Its own health check is told beside, and is no",
    "cause: engines stop no traffic for it. Restarts and failures of a container that serves are nobody's fault now. Of several",
    "that were left behind at one place the last is the likeliest. Where the engine's socket is closed to this user, nothing is known.",
  ].join("\n"),
  for: "endpoint",
  needs: {
    containers: needed("containers"),
    connects: useful("connect"),
    exchanges: useful("exchange"),
    resolves: useful("resolve"),
    listeners: useful("listeners"),
    logs: useful("log"),
  },
  causes: {},
  judge(look) {
    const { seen, about, policy } = look;
    if (seen.containers.every(({ outcome }) => outcome.kind !== "answered"))
      return skip(seen.containers[0]?.outcome.reason ?? "no engine was asked");
    const end = endsAt(about, seen);
    if (!fails(seen) && end.failedAt === undefined) return skip("nothing fails here");
    const behind = containerBehind(about, seen);
    if (behind === undefined) return conclude([], "no container of this host is known to serve this place");
    const connect = seen.connects[0];
    const isHung = seen.exchanges.some(({ outcome }) => outcome.kind === "timed-out");
    const findings = containerStory(behind.container, end, policy.now)
      .filter(({ cause }) => cause !== "service-hung" || isHung || end.isDead)
      .map((story) => containerClaim(look, behind, story, connect));
    return conclude(findings, `${containerSentence(behind.container)}: that explains no failure`);
  },
});
