import { defineCheck, useful } from "../../src/model/check.ts";
import { alike, asker, duration, quoted, shellQuote } from "../../src/model/evidence.ts";
import { exchangeResult, header } from "../../src/model/exchange.ts";
import type { ObservationOf } from "../../src/model/observation.ts";
import { claim } from "../../src/testimony/claim.ts";
import { forSome } from "../../src/testimony/logged.ts";
import { eachStep } from "../../src/testimony/steps.ts";
import { conclude, latent, root, skip } from "../../src/testimony/verdict.ts";

type Exchange = ObservationOf<"exchange">;

export default defineCheck({
  id: "idle-connections",
  layer: "application",
  since: "0.1.0",
  title: "The service keeps an idle connection as long as the gateway may use it",
  about: [
    "Only where the gateway keeps connections. The answer's own word (`Keep-Alive: timeout=5`) is compared with the time for",
    "which the gateway keeps an idle connection: shorter is `keepalive-race` as a hint, because a request in that moment meets",
    "a closed connection. Where the gateway's log shows connections that were cut, one is kept idle to measure it: a close",
    "before the gateway's own time, or under a second request, makes it the cause; so does silence to a second request, as a",
    "firewall on the way keeps that has forgotten the connection. A service that says nothing and closes after 6 s is not found.",
  ].join("\n"),
  for: "endpoint",
  needs: { exchanges: useful("exchange"), kept: useful("idle", "idle") },
  causes: {},
  judge(look) {
    const { about, seen, gateway } = look;
    const { keepalive } = about.upstream;
    if (keepalive === undefined || keepalive.connections.value === 0)
      return skip("no connection is kept for another request");
    const idleMs = keepalive.idleMs.value;
    const own = `${asker(gateway)} keeps idle connections for ${duration(idleMs)}`;
    const value = keepalive.idleMs.location;
    const errorLog = gateway.logs.find(({ kind }) => kind === "error")?.path ?? "error.log";
    const args = { idle: duration(idleMs), path: shellQuote(errorLog) };
    const findings = eachStep(about, seen.exchanges, (exchange) => {
      const closed = alike(exchange, seen.kept).find(({ facts }) => (facts.closedAfterMs ?? idleMs) < idleMs);
      const measured = closed?.facts.closedAfterMs;
      const reused = alike(exchange, seen.kept).find(({ facts }) => facts.reused?.kind === "reset");
      const forgotten = alike(exchange, seen.kept).find(({ facts }) => facts.reused?.kind === "timed-out");
      const accusation = {
        cause: "keepalive-race",
        value,
        ground: `endpoint:${about.endpoint.endpoint}`,
        args,
      } as const;
      if (measured !== undefined) {
        const evidence = [`an idle connection is closed by the service after ${duration(measured)}; ${own}`];
        return [forSome(root(claim(look, exchange, { ...accusation, strength: 0.9, evidence })))];
      }
      if (reused !== undefined) {
        const evidence = [
          `a second request on the same connection: ${reused.facts.reused?.reason ?? ""}; on a fresh one: ${exchangeResult(exchange)}`,
          own,
        ];
        return [forSome(root(claim(look, exchange, { ...accusation, strength: 0.85, evidence })))];
      }
      if (forgotten !== undefined) {
        const idle = duration(forgotten.request.holdMs);
        const evidence = [
          `a second request on a connection that was idle for ${idle} gets no answer; on a fresh one: ${exchangeResult(exchange)}`,
          own,
        ];
        const told = { ...accusation, strength: 0.85, evidence, args: { ...args, forgotten: idle } };
        return [forSome(root(claim(look, exchange, told)))];
      }
      const saidMs = announcedMs(exchange);
      if (saidMs === undefined || saidMs >= idleMs) return [];
      const evidence = [
        `the answer says Keep-Alive: ${quoted(header(exchange, "keep-alive") ?? "", 40)}; ${own}`,
      ];
      return [latent(claim(look, exchange, { ...accusation, strength: 0.8, evidence }), "info")];
    });
    return conclude(findings, "nothing shows that the service closes idle connections first");
  },
});

/** RFC 2068 section 19.7.1.1, still in use: seconds for which the server keeps an idle connection. */
function announcedMs(exchange: Exchange): number | undefined {
  const seconds = /(?:^|[,\s])timeout=(\d{1,6})/i.exec(header(exchange, "keep-alive") ?? "")?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
