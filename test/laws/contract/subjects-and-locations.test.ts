import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../checks/index.ts";
import { blackHole } from "../../../src/demo/black-hole.ts";
import { DEMO_CA, EXPIRED_CERTIFICATE } from "../../../src/demo/certificates.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { httpsService } from "../../../src/demo/https-service.ts";
import { conclude } from "../../../src/judge/index.ts";
import { endpoint, gateway, route as routeOf, upstream } from "../../given/gateway.ts";
import { policy } from "../../given/look.ts";
import { connect } from "../../given/network.ts";
import { a } from "../../probes/dns/name-server.ts";
import {
  blamed,
  causeIn,
  group,
  pages,
  portOf,
  resolver,
  route,
  SILENT,
  service,
  site,
  told,
} from "./world.ts";

describe("Subjects", () => {
  it("hold one entry per endpoint hit, with gateway, upstream and endpoint together", async () => {
    let ports: readonly string[] = [];
    const report = await told(async (stage) => {
      ports = [await closedPort(stage), await closedPort(stage)];
      return { http: group("api", ...ports) + site(route("/a/", "http://api"), route("/b/", "http://api")) };
    });
    expect(causeIn(report, "port-refused").subjects).toEqual(
      ports.map((at) => ({ gateway: "nginx", upstream: "api", endpoint: at })),
    );
  });

  it("hold them also where an upstream is hit as a whole", async () => {
    const report = await told(async () => ({
      http: group("api", "10.0.0.5 down", "10.0.0.6 down") + site(route("/", "http://api")),
    }));
    expect(causeIn(report, "upstream-all-down").subjects).toEqual([
      { gateway: "nginx", upstream: "api", endpoint: "10.0.0.5:80" },
      { gateway: "nginx", upstream: "api", endpoint: "10.0.0.6:80" },
    ]);
  });

  it("hold an endpoint once, whatever its addresses", async () => {
    const report = await told(async (stage) => {
      const port = portOf(await closedPort(stage));
      const dns = await resolver(stage, (name, type) => ({
        answers: type === "A" ? [a(name, "127.0.0.1")] : [{ type: "AAAA", name, data: "::1", ttl: 60 }],
      }));
      return {
        http: group("api", `app.test:${port}`) + site(route("/", "http://api")),
        settings: { resolvers: [dns.address] },
      };
    });
    const [root] = report.causes;
    expect([report.verdict, root?.role, root?.subjects.length]).toEqual(["down", "root", 1]);
  });

  it("name the route where the failure is that of one route, once for the endpoint", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, pages({ "/a/": 200, "/b/": 500, "/c/": 500 }));
      return {
        http:
          group("api", at) +
          site(route("/a/", "http://api"), route("/b/", "http://api"), route("/c/", "http://api")),
      };
    });
    const { subjects } = causeIn(report, "application-error");
    expect(subjects.length).toBe(1);
    expect(report.verdict).toBe("degraded");
  });

  it("of an endpoint that several upstreams share make one cause, with all of them", async () => {
    let at = "";
    const report = await told(async (stage) => {
      at = await closedPort(stage);
      return {
        http:
          group("api", at) +
          group("web", at) +
          site(route("/api/", "http://api"), route("/", "http://web"), route("/x/", `http://${at}`)),
      };
    });
    expect(blamed(report)).toEqual(["root port-refused"]);
    expect(causeIn(report, "port-refused").subjects).toEqual(
      ["api", "web", at].map((name) => ({ gateway: "nginx", upstream: name, endpoint: at })),
    );
  });

  it("of one resolver make one cause", async () => {
    const report = await told(async (stage) => {
      const dead = await closedPort(stage);
      return {
        http: site(
          `    resolver ${dead} valid=10s;\n`,
          '    location /a/ { set $a "a.test"; proxy_pass http://$a:8080; }\n',
          '    location /b/ { set $b "b.test"; proxy_pass http://$b:8080; }\n',
        ),
      };
    });
    expect(blamed(report)).toEqual(["root dns-resolver-unreachable"]);
    expect(causeIn(report, "dns-resolver-unreachable").subjects.map((one) => one.endpoint)).toEqual([
      "a.test:8080",
      "b.test:8080",
    ]);
  });

  it("of one subnet make one cause", () => {
    const hosts = ["10.9.1.1:80", "10.9.1.2:80", "10.9.1.3:80"];
    const names = hosts.map((_, index) => `group${index}`);
    const world = gateway(
      hosts.map((at, index) => upstream(`group${index}`, [endpoint(at)])),
      names.map((name) => routeOf(`/${name}/`, name)),
    );
    const seen = hosts.map((at, index) => {
      const one = connect(at, "silence");
      const [subject] = one.subjects;
      const name = `group${index}`;
      return {
        ...one,
        subjects: [{ ...subject, gateway: "nginx", upstream: name, route: `/${name}/ ${name}` }],
      };
    });
    const { causes } = conclude(CHECKS, [world], seen, policy, () => true);
    const roots = causes.filter(({ role }) => role === "root");
    expect(roots.map(({ cause, subjects }) => [cause, subjects.length])).toEqual([["connect-timeout", 3]]);
  });

  it("of one certificate make one cause, whoever shows it", async () => {
    const report = await told(async (stage) => {
      await stage.write("ca.pem", DEMO_CA);
      const one = await httpsService(stage, EXPIRED_CERTIFICATE);
      const two = await httpsService(stage, EXPIRED_CERTIFICATE);
      return {
        http:
          "proxy_ssl_verify on;\nproxy_ssl_trusted_certificate ca.pem;\nproxy_ssl_name api.demo.test;\n" +
          group("api", one) +
          group("web", two) +
          site(route("/api/", "https://api"), route("/", "https://web")),
      };
    });
    expect(blamed(report)).toEqual(["root tls-certificate-expired"]);
    expect(causeIn(report, "tls-certificate-expired").subjects.map((one) => one.upstream)).toEqual([
      "api",
      "web",
    ]);
  });

  it("of one directive make one cause: a limit that two upstreams inherit", async () => {
    const report = await told(async (stage) => {
      const slow = () =>
        service(stage, (request, response) => {
          const timer = setTimeout(() => pages({ "/": 200, "/api/": 200 })(request, response), 600);
          response.on("close", () => clearTimeout(timer));
        });
      return {
        http:
          "proxy_read_timeout 200ms;\n" +
          group("api", (await slow()).at) +
          group("web", (await slow()).at) +
          site(route("/api/", "http://api"), route("/", "http://web")),
      };
    });
    expect(blamed(report)).toEqual(["root timeout-too-short"]);
    expect(causeIn(report, "timeout-too-short").subjects.map((one) => one.upstream)).toEqual(["api", "web"]);
  });

  it("of different grounds make the same id stand several times", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", await closedPort(stage)) +
        group("web", await closedPort(stage)) +
        group("fine", (await service(stage)).at) +
        site(route("/api/", "http://api"), route("/web/", "http://web"), route("/", "http://fine")),
    }));
    expect(blamed(report)).toEqual(["root port-refused", "root port-refused"]);
    const roots = report.causes.filter(({ role }) => role === "root");
    expect(roots.map(({ subjects }) => subjects.map((one) => one.upstream))).toEqual([["api"], ["web"]]);
  });
});

describe("Locations", () => {
  /** The text of each line that a cause points at. */
  async function pointedAt(id: string, build: Parameters<typeof told>[0]): Promise<readonly string[]> {
    let lines: readonly string[] = [];
    const report = await told(async (stage) => {
      const setup = await build(stage);
      const write = stage.write;
      stage.write = (name, text) => {
        if (name === "nginx.conf") lines = text.split("\n");
        return write(name, text);
      };
      return setup;
    });
    return causeIn(report, id).locations.map(({ line }) => (lines[line - 1] ?? "").trim());
  }

  it("list the value to change, then the endpoint's line, then the route's", async () => {
    let at = "";
    const lines = await pointedAt("timeout-too-short", async (stage) => {
      const slow = await service(stage, (_request, response) => {
        const timer = setTimeout(() => response.end("late"), 600);
        response.on("close", () => clearTimeout(timer));
      });
      at = slow.at;
      return { http: `${group("api", at)}${site(route("/", "http://api", "proxy_read_timeout 200ms;"))}` };
    });
    expect(lines).toEqual([
      "proxy_read_timeout 200ms;",
      `server ${at};`,
      expect.stringMatching(/^(location|proxy_pass)/),
    ]);
  });

  it("of a default that no line sets are those of the line it acts on", async () => {
    const lines = await pointedAt("tls-to-plaintext-port", async (stage) => ({
      http: site(route("/", `https://${(await service(stage)).at}`)),
    }));
    expect(lines[0]).toMatch(/^proxy_pass https:/);
  });

  it("of an endpoint that fails by itself begin with its own line", async () => {
    let at = "";
    const lines = await pointedAt("connect-timeout", async (stage) => {
      at = await blackHole(stage);
      return {
        http: `${group("api", at)}${site(route("/", "http://api", "proxy_connect_timeout 300ms;"))}`,
        settings: { ...SILENT, timeoutMs: 400 },
      };
    });
    expect(lines[0]).toBe(`server ${at};`);
  });

  it("are 1-based and absolute, and each stands once", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", await closedPort(stage)) + site(route("/a/", "http://api"), route("/b/", "http://api")),
    }));
    const { locations } = causeIn(report, "port-refused");
    expect(new Set(locations.map((one) => JSON.stringify(one))).size).toBe(locations.length);
    for (const { file, line, column } of locations)
      expect([file.startsWith("/"), line >= 1, column >= 1]).toEqual([true, true, true]);
  });
});
