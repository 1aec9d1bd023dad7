import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../checks/index.ts";
import { DIAGNOSE_DEFAULTS } from "../../../src/cli/diagnose-settings.ts";
import { findGateways } from "../../../src/cli/find.ts";
import { perform } from "../../../src/cli/perform.ts";
import { NEVER_ENDS } from "../../../src/cli/run-end.ts";
import * as engine from "../../../src/cli/wire.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { SCENARIOS } from "../../../src/demo/index.ts";
import { nginxConfig } from "../../../src/demo/nginx-config.ts";
import { openStage, type Stage } from "../../../src/demo/stage.ts";
import { conclude } from "../../../src/judge/index.ts";
import { inConfigOrder } from "../../../src/judge/observation-order.ts";
import { CAUSES } from "../../../src/model/cause.ts";
import type { Observation } from "../../../src/model/observation.ts";
import type { Report } from "../../../src/model/report.ts";
import { documentOf } from "../../../src/report/document.ts";
import { renderJson } from "../../../src/report/formats/json.ts";
import { REPORT_SCHEMA } from "../../../src/report/schema.ts";
import { surroundings } from "../../given/environment.ts";
import { policy } from "../../given/look.ts";
import { blamed, errorLine, group, pages, route, service, site, told, toldWith } from "./world.ts";

/** Worlds that end in every layer, and one that is healthy. The slow ones say nothing more here. */
const FAST = SCENARIOS.filter(({ id }) => !["black-hole", "slow-answer"].includes(id));

async function reportOf(id: string): Promise<Report> {
  const world = await SCENARIOS.find((one) => one.id === id)?.start();
  return told(async () => ({ settings: { ...world?.settings, configs: [world?.configFile ?? ""] } })).finally(
    () => world?.close(),
  );
}

describe("Every report", () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { "date-time": true } });
  const isWhole = ajv.compile(REPORT_SCHEMA);

  it.each(FAST.map(({ id }) => id))(
    "has every field, names causes it knows, and says where each was seen: %s",
    async (id) => {
      const report = await reportOf(id);
      isWhole(JSON.parse(renderJson(report)));
      expect(isWhole.errors ?? []).toEqual([]);
      for (const [index, cause] of report.causes.entries()) {
        expect([cause.rank, cause.layer]).toEqual([index + 1, CAUSES[cause.id]]);
        expect(cause.evidence.length).toBeGreaterThan(0);
        for (const { check, summary, subject } of cause.evidence)
          expect([report.checks.some((one) => one.id === check), summary !== "", subject.gateway]).toEqual([
            true,
            true,
            "nginx",
          ]);
        expect([cause.confidence >= 0, cause.confidence <= 1, cause.fix.summary !== ""]).toEqual([
          true,
          true,
          true,
        ]);
      }
      for (const { status, because } of report.checks) expect(because !== undefined).toBe(status === "skip");
    },
  );

  it("has null where a thing was not measured", async () => {
    const report = await told(async (stage) => ({
      http: group("api", await closedPort(stage)) + site(route("/", "https://api")),
    }));
    expect(report.upstreams[0]?.endpoints[0]?.timings).toEqual({
      dnsMs: null,
      tcpMs: expect.any(Number),
      tlsMs: null,
      ttfbMs: null,
    });
    expect(report.upstreams[0]?.endpoints[0]?.layers).toEqual({
      dns: "skip",
      tcp: "fail",
      tls: "skip",
      http: "skip",
    });
  });

  it("is unknown, never healthy, where nothing was found and nothing tested", async () => {
    const untested = await told(async () => ({
      http: group("api", "10.0.0.5:80") + site(route("/", "http://api")),
      settings: { probes: false },
    }));
    expect([untested.verdict, blamed(untested)]).toEqual(["unknown", []]);
    const empty = await told(async () => ({ http: site("    location / { return 204; }\n") }));
    expect([empty.verdict, blamed(empty)]).toEqual(["unknown", []]);
  });

  it("lists every request beyond the first as an experiment", async () => {
    let asked: readonly unknown[] = [];
    const report = await told(async (stage) => {
      const one = await service(stage, pages({}));
      asked = one.asked;
      return { http: group("api", one.at) + site(route("/app/", "http://api/")) };
    });
    expect(asked.length).toBeGreaterThan(1);
    expect(report.experiments.length).toBe(asked.length - 1);
  });
});

describe("The same input gives the same order", () => {
  async function seenWorld(stage: Stage) {
    const bad = async () => (await service(stage, pages({ "/b/": 500 }))).at;
    const http =
      group("one", await bad(), await bad(), await closedPort(stage)) +
      group("two", await closedPort(stage), (await service(stage)).at, await bad()) +
      site(
        route("/a/", "http://one/"),
        route("/b/", "http://one"),
        route("/c/", "http://two/x/"),
        route("/", "http://two"),
      );
    const line = errorLine("connect() failed (111: Connection refused)", "127.0.0.1:1");
    const settings = { readsLogs: true, logs: [await stage.write("error.log", line)] };
    return { http, settings };
  }

  it("byte for byte on the same observations, in whatever order they came in", async () => {
    const stage = await openStage();
    try {
      const { http, settings } = await seenWorld(stage);
      const config = await stage.write("nginx.conf", nginxConfig("order", stage.folder, http));
      const { observations } = await toldWith(async () => ({ settings: { ...settings, configs: [config] } }));
      const { gateways } = await findGateways({ ...DIAGNOSE_DEFAULTS, configs: [config] }, NEVER_ENDS);
      const written = (given: readonly Observation[]) => {
        const seen = inConfigOrder(given, gateways);
        return renderJson(
          documentOf({
            version: "1.0.0",
            command: "diagnose",
            complete: true,
            startedAt: 0,
            durationMs: 0,
            vantage: { hostname: "gw-1", platform: "linux" },
            gateways,
            conclusion: conclude(CHECKS, gateways, seen, policy, () => true),
            observations: seen,
            notChecked: [],
          }),
        );
      };
      const first = written(observations);
      expect(written(observations)).toBe(first);
      // Subjects are asked side by side and end in any order; what is asked of one goes step by step.
      const keyOf = ({ subjects, request }: Observation) => JSON.stringify([subjects[0], request.kind]);
      const keys = [...new Set(observations.map(keyOf))];
      const shuffled = keys.reverse().flatMap((key) => observations.filter((one) => keyOf(one) === key));
      expect(written(shuffled)).toBe(first);
    } finally {
      await stage.close();
    }
  });
});

const SECRETS = [
  "hunter2hunter2",
  "Z2F0ZTp3YXlAd29yZA==",
  "5ecretC00kie",
  "sk-abcdef0123456789abcdef",
  "MIIBVQIBADANBgkqhkiG",
];

/** A world that is full of secrets and of bytes that a terminal obeys. */
async function hostileWorld(stage: Stage) {
  const bad = await service(stage, (request, response) => {
    response.writeHead(500, {
      "set-cookie": `sid=${SECRETS[2]}`,
      "x-api-key": SECRETS[3],
      server: "x\u0080y",
      "content-type": "text/plain",
    });
    response.end(
      `\x1b[2J\x1b]0;owned\x07 \u202e password=${SECRETS[0]} key ${SECRETS[3]} ${request.headers.authorization ?? ""}\r\n` +
        `-----BEGIN PRIVATE KEY-----\n${SECRETS[4]}\n-----END PRIVATE KEY-----\n`,
    );
  });
  const headers = [
    `proxy_set_header Authorization "Basic ${SECRETS[1]}";`,
    `proxy_set_header Cookie "sid=${SECRETS[2]}";`,
    `proxy_set_header X-Api-Key ${SECRETS[3]};`,
  ];
  const http =
    group("api", bad.at) +
    site(route("/", "http://api", ...headers), route("/q/", `http://api/?api_key=${SECRETS[3]}`));
  const line =
    errorLine("connect() failed (111: Connection refused)", bad.at) +
    errorLine(
      `upstream sent invalid header: "\x1b[2Jx\\x00: ${SECRETS[3]}"`,
      bad.at,
      20,
      "reading response header from upstream",
    ).replace("GET / HTTP", `GET /?token=${SECRETS[0]} HTTP`);
  const config = await stage.write("nginx.conf", nginxConfig("\x1b[31mred", stage.folder, http));
  const log = await stage.write("error.log", line);
  return { config, log, target: `http://bob:${SECRETS[0]}@${bad.at}/?token=${SECRETS[0]}` };
}

describe("What reaches an output", () => {
  const FORMATS = ["json", "ndjson", "pretty", "markdown"] as const;

  async function shown(format: string, ...switches: readonly ("no-redact" | "verbose")[]): Promise<string> {
    const stage = await openStage();
    try {
      const { config, log, target } = await hostileWorld(stage);
      const given = surroundings({ engine: async () => engine });
      const flags = new Map<
        "config" | "log" | "format" | "no-redact" | "verbose",
        string | readonly string[] | true
      >([
        ["config", [config]],
        ["log", [log]],
        ["format", format],
        ...switches.map((name) => [name, true] as const),
      ]);
      await perform({ command: "diagnose", args: [target], flags }, given.environment);
      return given.out() + given.err();
    } finally {
      await stage.close();
    }
  }

  it.each(FORMATS)("%s shows no secret", async (format) => {
    const text = await shown(format, "verbose");
    expect(text.length).toBeGreaterThan(200);
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  it.each(FORMATS)("%s shows control characters escaped, also with --no-redact", async (format) => {
    for (const text of [await shown(format), await shown(format, "no-redact")])
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it("shows secrets with --no-redact, where they are evidence", async () => {
    expect(await shown("json", "no-redact")).toContain(SECRETS[3]);
  });

  it("File paths are absolute in JSON", async () => {
    const report = await told(async (stage) => ({
      http: group("api", await closedPort(stage)) + site(route("/", "http://api")),
    }));
    for (const { file } of report.causes.flatMap(({ locations }) => locations)) expect(file).toMatch(/^\//);
    for (const { path } of report.inputs) expect(path).toMatch(/^\//);
    expect(blamed(report)).toEqual(["root port-refused"]);
  });
});
