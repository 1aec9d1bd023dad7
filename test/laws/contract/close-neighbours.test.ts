import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../checks/index.ts";
import { answer } from "../../../src/demo/answer.ts";
import { blackHole } from "../../../src/demo/black-hole.ts";
import { EXPIRED_CERTIFICATE, WRONG_NAME_CERTIFICATE } from "../../../src/demo/certificates.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { httpsService } from "../../../src/demo/https-service.ts";
import { conclude } from "../../../src/judge/index.ts";
import { endpoint, gateway, route as routeOf, upstream } from "../../given/gateway.ts";
import { policy } from "../../given/look.ts";
import { connect, type End } from "../../given/network.ts";
import {
  blamed,
  causeIn,
  group,
  logTime,
  pages,
  resolver,
  route,
  SILENT,
  said,
  service,
  site,
  told,
} from "./world.ts";

const nowhere = (write: (at: string) => string) =>
  told(async (stage) => {
    const dns = await resolver(stage, () => ({ rcode: 3 }));
    return { http: write(dns.address), settings: { resolvers: [dns.address] } };
  });

describe("Close neighbours: a refused config whose reason has an id of its own is told by that id", () => {
  it.each([
    ["config-include-missing", 'include "/no/such/file.conf";\n'],
    ["upstream-empty", "upstream api {\n}\n"],
    ["upstream-address-invalid", group("api", "10.0.0.5:99999")],
    ["backup-never-used", group("api", "10.0.0.5:80", "10.0.0.6:80 backup").replace("{", "{ hash $uri;")],
  ])("%s", async (id, http) => {
    const report = await told(async () => ({
      http: http + site(route("/", http.includes("upstream api") ? "http://api" : "http://127.0.0.1:1")),
      settings: { probes: false },
    }));
    expect([report.verdict, blamed(report)]).toEqual(["down", [`root ${id}`]]);
  });

  it("tls-trust-missing", async () => {
    const report = await told(async () => ({
      http: site(route("/", "https://10.0.0.5", "proxy_ssl_verify on;")),
      settings: { probes: false },
    }));
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root tls-trust-missing"]]);
  });

  it("upstream-undefined, for a literal name without a dot in *_pass that is no upstream and resolves nowhere", async () => {
    const report = await nowhere(() => group("backend", "127.0.0.1:1") + site(route("/", "http://backnd")));
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root upstream-undefined"]]);
  });

  it("dns-name-not-found, for a name with a dot", async () => {
    const report = await nowhere(() => site(route("/", "http://backend.internal")));
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root dns-name-not-found"]]);
  });

  it("dns-name-not-found, for a name in a server line", async () => {
    const report = await nowhere(() => group("api", "backend:80") + site(route("/", "http://api")));
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root dns-name-not-found"]]);
  });

  it("dns-name-not-found, for a name that is resolved at run time", async () => {
    const report = await nowhere((at) =>
      site(`    location / { resolver ${at}; set $b "backend"; proxy_pass http://$b; }\n`),
    );
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root dns-name-not-found"]]);
  });
});

describe("Close neighbours: gateway-not-running", () => {
  it("is no cause for a -c file without a process", async () => {
    const report = await told(async (stage) => ({
      http: group("api", (await service(stage)).at) + site(route("/", "http://api")),
    }));
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expect(said(report)).not.toContain("latent gateway-not-running");
  });

  it("needs a trace that it was meant to run here: an emerg line", async () => {
    const report = await told(async (stage) => {
      const line = `${logTime(Date.now() - 30_000)} [emerg] 4711#4711: bind() to 0.0.0.0:8080 failed (98: Address already in use)\n`;
      return {
        http: group("api", (await service(stage)).at) + site(route("/", "http://api")),
        settings: { readsLogs: true, logs: [await stage.write("error.log", line)] },
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root gateway-not-running"]]);
  });

  it("stands below the cause that stopped it", async () => {
    const report = await told(async (stage) => {
      await stage.write("nginx.pid", "4194999\n");
      return {
        http: `${group("api", (await service(stage)).at)}upstream none {\n}\n${site(route("/", "http://api"))}`,
      };
    });
    expect(blamed(report)).toEqual(["root upstream-empty", "root gateway-not-running"]);
  });
});

describe("Close neighbours: on the way to the port", () => {
  const judged = (end: End) => {
    const world = gateway([upstream("api", [endpoint("10.0.0.5:80")])], [routeOf("/", "api")]);
    const { causes } = conclude(CHECKS, [world], [connect("10.0.0.5:80", end)], policy, () => true);
    return causes.filter(({ role }) => role === "root").map(({ cause }) => cause);
  };

  it("silence is connect-timeout and never firewall-blocks", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", await blackHole(stage)) + site(route("/", "http://api", "proxy_connect_timeout 300ms;")),
      settings: { ...SILENT, timeoutMs: 400 },
    }));
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root connect-timeout"]]);
    expect(said(report)).not.toContain("latent firewall-blocks");
  });

  it.each(["EACCES", "EPERM"] as const)("firewall-blocks needs a refusal of a rule: %s", (end) => {
    expect(judged(end)[0]).toBe("firewall-blocks");
  });

  it.each(["silence", "ETIMEDOUT", "ECONNREFUSED"] as const)("%s is none", (end) => {
    expect(judged(end)).not.toContain("firewall-blocks");
  });

  it("a bare refused port is port-refused: service-not-running needs sight of the host", async () => {
    const report = await told(async (stage) => ({
      http: group("api", await closedPort(stage)) + site(route("/", "http://api")),
    }));
    expect(blamed(report)).toEqual(["root port-refused"]);
    expect(said(report)).not.toContain("latent service-not-running");
  });
});

describe("Close neighbours: answers that are late or never come", () => {
  it("timeout-too-short needs an answer after the limit, whose true duration the probe reads on to learn", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, (_request, response) => {
        const timer = setTimeout(() => response.end("late"), 700);
        response.on("close", () => clearTimeout(timer));
      });
      return { http: group("api", at) + site(route("/", "http://api", "proxy_read_timeout 200ms;")) };
    });
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root timeout-too-short"]]);
    const words = causeIn(report, "timeout-too-short")
      .evidence.map(({ summary }) => summary)
      .join("\n");
    // never shorter than it took, and longer by what the machine adds
    expect(words).toMatch(/\b([7-9]\d\d(\.\d)? ms|0\.[7-9]\d* s|1(\.\d+)? s)/);
  });

  const silent = (limit: string, timeoutMs: number) =>
    told(async (stage) => ({
      http:
        group("api", await stage.listen(createServer(() => {}))) +
        site(route("/", "http://api", `proxy_read_timeout ${limit};`)),
      settings: { timeoutMs, experiments: false },
    }));

  it("silence that lasts is service-hung", async () => {
    expect(blamed(await silent("100ms", 400))[0]).toBe("root service-hung");
  });

  it("silence when --timeout is shorter than the gateway's limit lowers confidence and is said", async () => {
    const [sure, unsure] = [await silent("100ms", 400), await silent("60s", 400)];
    const cause = causeIn(unsure, "service-hung");
    expect(cause.confidence).toBeLessThan(causeIn(sure, "service-hung").confidence);
    expect(cause.evidence.map(({ summary }) => summary).join("\n")).toMatch(/gave up before/);
  });

  it("the same holds for a connection that nobody takes", async () => {
    const vanishing = (limit: string) =>
      told(async (stage) => ({
        http:
          group("api", await blackHole(stage)) +
          site(route("/", "http://api", `proxy_connect_timeout ${limit};`)),
        settings: { ...SILENT, timeoutMs: 400, experiments: false },
      }));
    const cause = causeIn(await vanishing("60s"), "connect-timeout");
    expect(cause.confidence).toBeLessThan(causeIn(await vanishing("200ms"), "connect-timeout").confidence);
    expect(cause.evidence.map(({ summary }) => summary).join("\n")).toMatch(/gave up before/);
  });
});

describe("Close neighbours: what a check is answered", () => {
  const answered = (status: number, body: Readonly<Record<string, unknown>> = {}) =>
    told(async (stage) => ({
      http:
        group("api", (await service(stage, answer(status, body))).at) +
        site(route("/", "http://api", "proxy_set_header Host $host;")),
      settings: { healthPath: "/healthz", expectStatus: [{ from: 200, to: 204 }] },
    }));

  it.each([
    [500, "application-error"],
    [502, "application-error"],
    [503, "application-error"],
    [206, "health-status-unexpected"],
    [418, "health-status-unexpected"],
    [404, "health-path-not-found"],
    [410, "health-path-not-found"],
    [301, "health-redirects"],
    [308, "health-redirects"],
    [401, "health-auth-required"],
    [403, "health-auth-required"],
    [405, "health-method-not-allowed"],
  ])("%d is %s", async (status, id) => {
    const report = await answered(status);
    expect([report.verdict, blamed(report)]).toEqual(["down", [`root ${id}`]]);
  });

  it.each([503, 418])("a body that names a dependency beats the status %d", async (status) => {
    const body = { status: "DOWN", components: { db: { status: "DOWN" } } };
    expect(blamed(await answered(status, body))).toEqual(["root dependency-down"]);
  });

  it.each([503, 418])("a body that says it is starting beats the status %d", async (status) => {
    expect(blamed(await answered(status, { status: "starting" }))).toEqual(["root service-starting"]);
  });

  it("501 to the check's method is health-method-not-allowed where another method works", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, (request, response) => {
        response.writeHead(request.method === "GET" ? 501 : 200).end();
      });
      return {
        http: group("api", at) + site(route("/", "http://api")),
        settings: { healthPath: "/healthz" },
      };
    });
    expect(blamed(report)).toEqual(["root health-method-not-allowed"]);
  });
});

describe("Close neighbours: a certificate is judged by what the gateway verifies", () => {
  it.each([
    ["expired", EXPIRED_CERTIFICATE],
    ["another name's, of an unknown authority", WRONG_NAME_CERTIFICATE],
  ])("%s, and nobody looks: at most latent", async (_what, certificate) => {
    const report = await told(async (stage) => ({
      http: site(route("/", `https://${await httpsService(stage, certificate)}`)),
    }));
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    for (const { severity } of report.causes) expect(severity).not.toBe("error");
  });

  it("the gateway's limit decides, though --timeout would wait longer", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", (await service(stage, pages({ "/": 200 }))).at) +
        site(route("/", "http://api", "proxy_read_timeout 5s;")),
    }));
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });
});
