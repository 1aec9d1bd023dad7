import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../checks/index.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import { conclude } from "../../../src/judge/index.ts";
import { endpoint, gateway, route as routeOf, upstream } from "../../given/gateway.ts";
import { policy } from "../../given/look.ts";
import { AT, event, log, processes } from "../../given/network.ts";
import { a } from "../../probes/dns/name-server.ts";
import { blamed, causeIn, group, pages, resolver, route, service, site, told, upstreamIn } from "./world.ts";

const always = () => true;

describe("Verdict of an upstream", () => {
  it("is down when no endpoint that takes traffic serves", async () => {
    const report = await told(async (stage) => ({
      http: group("api", await closedPort(stage), await closedPort(stage)) + site(route("/", "http://api")),
    }));
    expect([upstreamIn(report, "api").state, report.verdict]).toEqual(["down", "down"]);
  });

  it("is degraded when only some serve", async () => {
    const report = await told(async (stage) => ({
      http: group("api", await closedPort(stage), (await service(stage)).at) + site(route("/", "http://api")),
    }));
    expect([upstreamIn(report, "api").state, report.verdict]).toEqual(["degraded", "degraded"]);
  });

  it("is degraded when only backups serve", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", await closedPort(stage), `${(await service(stage)).at} backup`) +
        site(route("/", "http://api")),
    }));
    expect([report.verdict, blamed(report)]).toEqual(["degraded", ["root port-refused"]]);
  });

  it("is healthy when all primaries serve and a backup does not, which then may bite later", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", (await service(stage)).at, `${await closedPort(stage)} backup`) +
        site(route("/", "http://api")),
    }));
    expect([report.verdict, causeIn(report, "port-refused").role]).toEqual(["healthy", "latent"]);
  });

  it("is degraded when answers alternate", async () => {
    const report = await told(async (stage) => {
      let count = 0;
      const { at } = await service(stage, (_request, response) => {
        count += 1;
        response.writeHead(count % 2 === 1 ? 500 : 200).end("x");
      });
      return { http: group("api", at) + site(route("/", "http://api")) };
    });
    expect([upstreamIn(report, "api").state, report.verdict]).toEqual(["degraded", "degraded"]);
  });

  it("is degraded when some of its routes are served and others fail", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, pages({ "/a/": 200, "/b/": 503 }));
      return { http: group("api", at) + site(route("/a/", "http://api"), route("/b/", "http://api")) };
    });
    expect(upstreamIn(report, "api").state).toBe("degraded");
  });

  it("counts each address of a name: one of two dead is degraded", async () => {
    const report = await told(async (stage) => {
      const { port } = await service(stage);
      const dns = await resolver(stage, (name, type) => ({
        answers: type === "A" ? [a(name, "127.0.0.1")] : [{ type: "AAAA", name, data: "::1", ttl: 60 }],
      }));
      return {
        http: group("api", `app.test:${port}`) + site(route("/", "http://api")),
        settings: { resolvers: [dns.address] },
      };
    });
    expect([upstreamIn(report, "api").endpoints.map((one) => one.state), report.verdict]).toEqual([
      ["healthy", "down"],
      "degraded",
    ]);
  });
});

describe("Verdict of a run", () => {
  const threeStates = async (dead: boolean, half: boolean) =>
    told(async (stage) => {
      const fine = (await service(stage)).at;
      return {
        http:
          group("fine", fine) +
          (half ? group("half", (await service(stage)).at, await closedPort(stage)) : "") +
          (dead ? group("dead", await closedPort(stage)) : "") +
          site(
            route("/", "http://fine"),
            half ? route("/half/", "http://half") : "",
            dead ? route("/dead/", "http://dead") : "",
            // A variable that nothing in the config sets: nobody can say where it leads.
            route("/unseen/", "http://$http_x_backend"),
          ),
      };
    });

  it("is that of the worst upstream: down before degraded, degraded before unknown, unknown before healthy", async () => {
    expect((await threeStates(true, true)).verdict).toBe("down");
    expect((await threeStates(false, true)).verdict).toBe("degraded");
    expect((await threeStates(false, false)).verdict).toBe("unknown");
  });

  it("does not count upstreams that no route or target reaches, which nobody asks either", async () => {
    let asked: readonly unknown[] = [];
    const report = await told(async (stage) => {
      const unused = await service(stage, pages({}));
      asked = unused.asked;
      return {
        http:
          group("api", (await service(stage)).at) +
          group("old", await closedPort(stage), unused.at) +
          site(route("/", "http://api")),
      };
    });
    expect([report.verdict, blamed(report), asked.length]).toEqual(["healthy", [], 0]);
    expect(upstreamIn(report, "old").state).toBe("unknown");
  });

  it("does not count endpoints switched off on purpose, and finds no fault in it while another serves", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", (await service(stage)).at, `${await closedPort(stage)} down`) +
        site(route("/", "http://api")),
    }));
    expect([report.verdict, report.causes.map(({ id }) => id).includes("upstream-all-down")]).toEqual([
      "healthy",
      false,
    ]);
    expect(upstreamIn(report, "api").endpoints.map((one) => one.gatewayState)).toEqual([undefined, "down"]);
    expect(blamed(report)).toEqual([]);
  });

  it("is down when every endpoint is switched off: upstream-all-down, worded as intent", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", `${await closedPort(stage)} down`, `${(await service(stage)).at} down`) +
        site(route("/", "http://api")),
    }));
    const cause = causeIn(report, "upstream-all-down");
    expect([report.verdict, upstreamIn(report, "api").state, cause.role]).toEqual(["down", "down", "root"]);
    expect(blamed(report)).toEqual(["root upstream-all-down"]);
    expect(cause.title).toMatch(/switched off/);
    expect(cause.fix.summary).toMatch(/maintenance|on purpose|meant/i);
  });
});

describe("Verdict of a gateway", () => {
  it("that would refuse its config is down for that reason, with endpoints still probed and shown", async () => {
    const report = await told(async (stage) => ({
      http: `${group("api", (await service(stage)).at)}${site(route("/", "http://api", "proxy_reed_timeout 5s;"))}`,
    }));
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root config-syntax-error"]]);
    const [shown] = upstreamIn(report, "api").endpoints;
    expect(shown?.layers.http).toBe("pass");
    expect(shown?.timings.ttfbMs).not.toBeNull();
  });

  it("seen running on an older config is at least degraded, by config-reload-failed", () => {
    const broken = {
      cause: "config-syntax-error",
      message: 'unknown directive "proxy_reed_timeout"',
      location: { file: "/etc/gateway.conf", line: 9, column: 3 },
      refusesConfig: true,
      about: undefined,
    } as const;
    const api = upstream("api", [endpoint("10.0.0.5:80")]);
    const world = gateway([api], [routeOf("/", "api")], { problems: [broken] });
    const seen = [
      processes([{ pid: 812, startedAt: AT - 3_600_000 }]),
      log(
        event("reload-requested", { level: "notice", lastAt: AT }),
        event("config-refused", { level: "emerg" }),
      ),
    ];
    const { causes, verdict } = conclude(CHECKS, [world], seen, { ...policy, now: AT }, always);
    expect(causes.filter(({ role }) => role === "root").map(({ cause }) => cause)).toContain(
      "config-reload-failed",
    );
    expect(["down", "degraded"]).toContain(verdict);
  });

  it("that should run and does not is down", async () => {
    const report = await told(async (stage) => {
      // A pid that no process can have: kernel.pid_max is at most 2^22.
      await stage.write("nginx.pid", "4194999\n");
      return { http: group("api", (await service(stage)).at) + site(route("/", "http://api")) };
    });
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root gateway-not-running"]]);
  });
});
