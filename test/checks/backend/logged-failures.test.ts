import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/logged-failures.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { assumed, type Location } from "../../../src/model/source.ts";
import { exchanged } from "../../given/climb.ts";
import { endpoint, forward, gateway, route, tls, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { about, connect, event, file, log, query, requestTo, resolve } from "../../given/network.ts";
import { handshake, overTls } from "../../given/observation.ts";

const PEER = "10.0.0.5:80";
const UNIX = "unix:/run/app.sock";
const unix = endpoint(UNIX, {
  target: { kind: "unix", path: "/run/app.sock" },
  resolution: { kind: "none" },
});

function seen(
  observations: readonly Observation[],
  one = endpoint(PEER),
  others = [] as ReturnType<typeof endpoint>[],
) {
  return verdict(check, observations, {
    gateway: gateway([upstream("api", [one, ...others])], [route("/", "api")]),
  });
}

const refused = log(event("connect-refused", { peer: PEER, errno: 111 }));
const works = exchanged(requestTo(PEER), [{ ...about(PEER), address: "10.0.0.5", route: "/ api" }], 200);

describe("a logged failure that the same step repeats without error", () => {
  it("is over: latent, at most a warning, with its last time", () => {
    const found = strongest(seen([...works, refused]));
    expect(found).toMatchObject({ cause: "port-refused", role: "latent", severity: "warning" });
    expect(found.evidence[0]).toBe("over: the same step passes now, last failure at 2026-11-22T02:10:31Z");
    expect(found.args.over).toBe("2026-11-22T02:10:31Z");
  });
  it("is over for requests too", () => {
    const slow = log(event("read-timeout", { peer: PEER }), event("closed-before-header", { peer: PEER }));
    expect(said(seen([...works, slow])).every((one) => one.startsWith("latent"))).toBe(true);
  });
  it("is over at any of the addresses of a name that the request led to", () => {
    const named = endpoint("app.internal:80");
    const logged = log(event("closed-before-header", { peer: "app.internal:80" }));
    const address = [{ ...about("app.internal:80"), address: "10.0.0.5", route: "/ api" }];
    expect(said(seen([...exchanged(requestTo(PEER), address, 200), logged], named))).toEqual([
      "latent connection-closed-early",
    ]);
    const posted = log(event("closed-before-header", { peer: "app.internal:80", isUnrepeatable: true }));
    const found = strongest(seen([...exchanged(requestTo(PEER), address, 200), posted], named));
    expect(found).toMatchObject({ role: "root", cause: "connection-closed-early" });
    expect(found.subject.address).toBeUndefined();
  });
  it("is not over where the gateway waits for what a control plane sends", () => {
    const peer = "10.0.0.5:8443";
    const verification = { code: 0, reason: undefined, nameMatches: true };
    const shaken = handshake({ verification }, { request: overTls({ verify: true }) });
    const waiting = log(event("handshake-failed", { peer, detail: "secret is not supplied" }));
    const found = strongest(seen([connect(peer, "answered"), shaken, waiting], endpoint(peer)));
    expect(found).toMatchObject({ role: "root", cause: "tls-trust-missing" });
    expect(found.args.title).toMatch(/SDS/);
  });
  it("is the pool's where nobody knows whose, and no probe repeats it", () => {
    const other = endpoint("10.0.0.6:80");
    const posted = event("closed-before-header", { upstream: "api", isUnrepeatable: true });
    const found = strongest(seen([...works, log(posted)], endpoint(PEER), [other]));
    expect(found).toMatchObject({
      role: "root",
      extent: "some",
      subject: { gateway: "nginx", upstream: "api" },
    });
    expect(found.subject.endpoint).toBeUndefined();
    expect(found.evidence.at(-1)).toBe("which of the 2 endpoints of api it was, the log does not say");
    expect(said(seen([...works, log({ ...posted, upstream: "web" })], endpoint(PEER), [other]))).toEqual([]);
    const { isUnrepeatable: _, ...read } = posted;
    expect(said(seen([...works, log(read)], endpoint(PEER), [other]))).toEqual([]);
  });
  it("is over for a pause in the body alone where the whole body came", () => {
    const paused = log(event("body-timeout", { peer: PEER }));
    expect(said(seen([...works, paused]))).toEqual(["latent timeout-too-short"]);
    const endless = works.map((one) =>
      one.kind === "exchange" ? { ...one, facts: { ...one.facts, bodyComplete: false } } : one,
    );
    expect(said(seen([...endless, paused]))).toEqual(["root timeout-too-short"]);
  });
  it("is not over where another TLS library would have to say so", () => {
    const peer = "10.0.0.5:8443";
    const verification = { code: 0, reason: undefined, nameMatches: true };
    const shaken = handshake({ verification }, { request: overTls({ verify: true }) });
    const logging = (detail: string) =>
      said(
        seen(
          [connect(peer, "answered"), shaken, log(event("certificate-rejected", { peer, detail }))],
          endpoint(peer),
        ),
      );
    expect(logging("66:EE certificate key too weak")).toEqual(["root tls-certificate-untrusted"]);
    expect(logging("23:certificate revoked")).toEqual(["latent tls-certificate-untrusted"]);
  });
  it("is over for a name that resolves again", () => {
    const unknown = log(event("name-not-resolved", { detail: "api.internal", errno: 3 }));
    const found = resolve({ queries: [query("10.0.0.2:53", ["10.0.0.5"])] });
    expect(said(seen([found, unknown], endpoint("api.internal:80")))).toEqual(["latent dns-name-not-found"]);
  });
  it("is not over while one family's question still fails", () => {
    const unknown = log(event("name-not-resolved", { detail: "api.internal", errno: 5 }));
    const queries = [query("10.0.0.2:53", ["10.0.0.5"]), query("10.0.0.2:53", "REFUSED", { type: "AAAA" })];
    expect(said(seen([resolve({ queries }), unknown], endpoint("api.internal:80")))).toEqual([]);
  });
  it("is not said of the address, which would contradict that it works", () => {
    expect(strongest(seen([...works, refused])).subject.address).toBeUndefined();
  });
});

describe("a logged failure that goes on", () => {
  it("is a second witness of the same failure, on the same ground", () => {
    const found = strongest(seen([connect(PEER, "ECONNREFUSED"), refused]));
    expect(found).toMatchObject({ cause: "port-refused", role: "root", ground: `endpoint:${PEER}` });
    expect(found.subject.address).toBe("10.0.0.5");
    expect(found.extent).toBeUndefined();
  });
  it("is left to the probes when they see another failure", () => {
    expect(said(seen([connect(PEER, "silence"), refused]))).toEqual([]);
  });
});

describe("a logged failure that nobody repeated", () => {
  it("counts as now without probes, for a part of the requests", () => {
    expect(strongest(seen([refused]))).toMatchObject({ cause: "port-refused", role: "root", extent: "some" });
  });
  it("is whole when the access log shows no success", () => {
    const failing = log(event("connect-refused", { peer: PEER }), event("access-502", { peer: PEER }));
    expect(strongest(seen([failing])).extent).toBeUndefined();
    const mixed = log(event("connect-refused", { peer: PEER }), event("access-502"), event("access-200"));
    expect(strongest(seen([mixed])).extent).toBe("some");
  });
  it("counts as now for a permission that only the workers lack", () => {
    const denied = log(event("connect-denied", { peer: UNIX, errno: 13 }));
    expect(strongest(seen([connect(UNIX), denied], unix))).toMatchObject({
      cause: "unix-socket-denied",
      role: "root",
    });
    const allowed = file("/run/app.sock", { userMayOpen: true });
    expect(said(seen([connect(UNIX), allowed, denied], unix))).toEqual(["latent unix-socket-denied"]);
    expect(said(seen([connect(UNIX), file("/run/app.sock", { userMayOpen: false }), denied], unix))).toEqual(
      [],
    );
  });
  it("knows a name's address by the port, if no other endpoint has it", () => {
    const name = endpoint("api.internal:80");
    expect(said(seen([refused], name))).toEqual(["root port-refused"]);
    expect(said(seen([refused], name, [endpoint("10.0.0.9:80")]))).toEqual([]);
  });
});

describe("what the log says", () => {
  it("accuses nobody by what only follows from earlier failures, or is about others", () => {
    const others = log(
      event("no-live-upstreams", { peer: "api" }),
      event("endpoint-disabled", { peer: PEER }),
      event("connect-refused", { peer: "10.0.0.9:80" }),
    );
    expect(said(seen([others]))).toEqual([]);
  });
  it.each([
    ["certificate-rejected", "10:certificate has expired", "tls-certificate-expired"],
    ["certificate-rejected", "18:self-signed certificate", "tls-certificate-self-signed"],
    ["certificate-rejected", "20:unable to get local issuer certificate", "tls-certificate-untrusted"],
    ["certificate-rejected", "23:certificate revoked", "tls-certificate-untrusted"],
    ["certificate-rejected", "12:CRL has expired", "tls-certificate-untrusted"],
    ["certificate-name-mismatch", "api.internal", "tls-certificate-name-mismatch"],
    ["handshake-failed", "alert 112", "tls-sni-required"],
    ["handshake-failed", "wrong version number", "tls-to-plaintext-port"],
    ["read-timeout", undefined, "service-hung"],
    ["header-too-large", undefined, "response-headers-too-large"],
    ["body-timeout", undefined, "timeout-too-short"],
  ] as const)("reads %s (%s) as %s", (word, detail, cause) => {
    expect(said(seen([log(event(word, { peer: PEER, detail }))]))).toEqual([`root ${cause}`]);
  });
  it("reads nothing into a reason that it does not know", () => {
    expect(said(seen([log(event("handshake-failed", { peer: PEER, detail: "alert 80" }))]))).toEqual([]);
  });
});

describe("a failed check of the gateway's own", () => {
  const failed = event("check-failed", {
    peer: PEER,
    detail: "connect-refused: Connection refused",
    errno: 111,
  });
  const out = event("endpoint-disabled", { peer: PEER });
  it("tells of a failure where the endpoint was then taken out", () => {
    expect(said(seen([log(failed, out)]))).toEqual(["root port-refused"]);
    expect(said(seen([...works, log(failed, out)]))).toEqual(["latent port-refused"]);
  });
  it("tells of none alone, nor where the endpoint was taken back, nor where it goes elsewhere", () => {
    expect(said(seen([log(failed)]))).toEqual([]);
    const back = event("endpoint-enabled", { peer: PEER, lastAt: failed.lastAt + 1 });
    expect(said(seen([log(failed, out, back)]))).toEqual([]);
    const check = { port: assumed(9000, { file: "/a", line: 1, column: 1 }), host: undefined, isOff: false };
    expect(said(seen([log(failed, out)], endpoint(PEER, { check })))).toEqual([]);
    expect(said(seen([log({ ...failed, detail: "status-wrong: 404: Not Found" }, out)]))).toEqual([]);
  });
});

describe("a connection that was refused or cut, which the gateway does not tell apart", () => {
  const rejected = log(event("connect-rejected", { peer: PEER }));
  it("is a refusal, not surely", () => {
    expect(strongest(seen([rejected]))).toMatchObject({ cause: "port-refused", strength: 0.5 });
  });
  it("is nothing where a handshake is part of the connection", () => {
    const overTls = { forward: forward("api", { tls: tls() }) };
    const world = gateway([upstream("api", [endpoint(PEER)])], [route("/", "api", overTls)]);
    expect(said(verdict(check, [rejected], { gateway: world }))).toEqual([]);
  });
});

it("says at which limit requests ended, where the access log tells", () => {
  const answers = event("access-504", {
    level: "access",
    peer: PEER,
    detail: "gateway",
    count: 20,
    durations: [[60_000, 20]],
  });
  const found = strongest(seen([log(event("read-timeout", { peer: PEER }), answers)]));
  expect(found.evidence.at(-1)).toMatch(/20 of 20 answers 504 that nginx made came after 60 s/);
});

describe("an answer that the gateway did not take", () => {
  const invalid = log(event("answer-malformed", { peer: PEER }));
  const denying = (deniesAnswers?: Location) =>
    verdict(check, [invalid], {
      gateway: gateway(
        [upstream("api", [endpoint(PEER)])],
        [{ ...route("/", "api"), forward: { ...forward("api"), deniesAnswers } }],
      ),
    });
  it("breaks the protocol, unless a rule of the gateway's own may have refused it", () => {
    expect(said(denying())).toEqual(["root response-malformed"]);
    expect(said(denying({ file: "/a", line: 1, column: 1 }))).toEqual([]);
  });
});
