import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../checks/index.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import type { Stage } from "../../../src/demo/stage.ts";
import { conclude } from "../../../src/judge/index.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { endpoint, gateway, route as routeOf, upstream } from "../../given/gateway.ts";
import { policy } from "../../given/look.ts";
import { AT, connect, event, file, log, processes } from "../../given/network.ts";
import { a } from "../../probes/dns/name-server.ts";
import {
  blamed,
  causeIn,
  errorLine,
  group,
  logTime,
  pages,
  resolver,
  route,
  said,
  service,
  site,
  told,
  toldWith,
  upstreamIn,
} from "./world.ts";

const REFUSED = "connect() failed (111: Connection refused)";
const NO_ANSWER = "upstream timed out (110: Connection timed out)";
const READING = "reading response header from upstream";

/** Settings that have this read as the gateway's error log. */
async function errorLog(stage: Stage, text: string) {
  return { readsLogs: true, logs: [await stage.write("error.log", text)] };
}

function accessLine(status: number, secondsAgo = 20): string {
  const at = new Date(Date.now() - secondsAgo * 1000).toUTCString();
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at) ?? [];
  return `192.0.2.7 - - [${day}/${month}/${year}:${time} +0000] "GET / HTTP/1.1" ${status} 157 "-" "curl/8"\n`;
}

describe("Now or over: a passing probe", () => {
  it("that repeats the step ends a logged failure: latent, at most warning, healthy, its last time in the evidence", async () => {
    let last = "";
    const report = await told(async (stage) => {
      const { at } = await service(stage);
      last = new Date(Math.floor((Date.now() - 30_000) / 1000) * 1000).toISOString().slice(0, 16);
      const settings = await errorLog(stage, errorLine(REFUSED, at, 90) + errorLine(REFUSED, at, 30));
      return { http: group("api", at) + site(route("/", "http://api")), settings };
    });
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    const cause = causeIn(report, "port-refused");
    expect(cause.role).toBe("latent");
    expect(["warning", "info"]).toContain(cause.severity);
    expect(cause.evidence.map(({ summary }) => summary).join("\n")).toContain(last);
  });

  it("of another address ends nothing: the logged address is one that the name had", async () => {
    const report = await told(async (stage) => {
      const { port } = await service(stage);
      const dns = await resolver(stage, (name, type) => ({
        answers: type === "A" ? [a(name, "127.0.0.1")] : [],
      }));
      const settings = await errorLog(stage, errorLine(REFUSED, `127.0.0.9:${port}`));
      return {
        http: group("api", `app.test:${port}`) + site(route("/", "http://api")),
        settings: { ...settings, resolvers: [dns.address] },
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["degraded", ["root dns-stale-address"]]);
  });

  it("of another port ends nothing", async () => {
    const report = await told(async (stage) => {
      const one = await service(stage);
      const dead = await closedPort(stage);
      const settings = await errorLog(stage, errorLine(REFUSED, dead));
      return { http: group("api", one.at, dead) + site(route("/", "http://api")), settings };
    });
    expect([report.verdict, blamed(report)]).toEqual(["degraded", ["root port-refused"]]);
  });

  it("with GET ends no failure of a POST that the service did not answer", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage);
      const line = errorLine(NO_ANSWER, at, 30, READING).replace("GET / HTTP", "POST /orders HTTP");
      return {
        http: group("api", at) + site(route("/", "http://api")),
        settings: await errorLog(stage, line),
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["degraded", ["root service-hung"]]);
  });

  it("with GET ends a connection that a POST was refused: the connection is made alike", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage);
      const line = errorLine(REFUSED, at).replace("GET / HTTP", "POST /orders HTTP");
      return {
        http: group("api", at) + site(route("/", "http://api")),
        settings: await errorLog(stage, line),
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });

  it("that only passes behind the gateway's limit ends nothing", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, (_request, response) => {
        const timer = setTimeout(() => response.end("late"), 500);
        response.on("close", () => clearTimeout(timer));
      });
      const settings = await errorLog(stage, errorLine(NO_ANSWER, at, 30, READING));
      return {
        http: group("api", at) + site(route("/", "http://api", "proxy_read_timeout 150ms;")),
        settings,
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root timeout-too-short"]]);
  });

  const api = upstream("api", [endpoint("10.0.0.5:80")]);
  const world = gateway([api], [routeOf("/", "api")]);
  const concluded = (...seen: readonly Observation[]) =>
    conclude(CHECKS, [world], seen, { ...policy, now: AT }, () => true);
  const blame = ({ causes }: ReturnType<typeof concluded>) =>
    causes.filter(({ role }) => role === "root").map(({ cause }) => cause);

  it("from another network namespace than the gateway's ends nothing", () => {
    const refused = log(event("connect-refused", { peer: "10.0.0.5:80" }));
    const here = concluded(processes([{ sharesNetwork: true }]), connect("10.0.0.5:80"), refused);
    const elsewhere = concluded(processes([{ sharesNetwork: false }]), connect("10.0.0.5:80"), refused);
    expect(blame(here)).toEqual([]);
    expect([elsewhere.verdict, blame(elsewhere)]).toEqual(["degraded", ["port-refused"]]);
  });

  it("under another user than the gateway's ends nothing: a socket that the workers were denied", () => {
    const path = "/run/app.sock";
    const socket = upstream("api", [
      {
        ...endpoint("x:1"),
        endpoint: `unix:${path}`,
        target: { kind: "unix", path },
        resolution: { kind: "none" },
      },
    ]);
    const seen = [
      connect(`unix:${path}`),
      file(path, { userMayOpen: undefined }),
      log(event("connect-denied", { peer: `unix:${path}` })),
    ];
    const { verdict, causes } = conclude(
      CHECKS,
      [gateway([socket], [routeOf("/", "api")])],
      seen,
      { ...policy, now: AT },
      () => true,
    );
    const roots = causes.filter(({ role }) => role === "root").map(({ cause }) => cause);
    expect([["degraded", "down"].includes(verdict), roots]).toEqual([true, ["unix-socket-denied"]]);
  });
});

describe("Now or over: a failure in the log window that no probe can repeat", () => {
  it.each([
    ["1024 worker_connections are not enough", "alert", "worker-connections-exhausted"],
    ['limiting requests, excess: 5.120 by zone "one", client: 192.0.2.7', "error", "gateway-limits-requests"],
  ])("counts as now: %s", async (message, level, id) => {
    const report = await told(async (stage) => {
      const { at } = await service(stage);
      const line = `${logTime(Date.now() - 30_000)} [${level}] 4711#4711: *1 ${message}\n`;
      return {
        http: group("api", at) + site(route("/", "http://api")),
        settings: await errorLog(stage, line.repeat(20)),
      };
    });
    expect([["degraded", "down"].includes(report.verdict), causeIn(report, id).role]).toEqual([true, "root"]);
  });

  it("does not count when it lies before the window", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage);
      const line = `${logTime(Date.now() - 7_200_000)} [alert] 4711#4711: 1024 worker_connections are not enough\n`;
      return {
        http: group("api", at) + site(route("/", "http://api")),
        settings: await errorLog(stage, line),
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expect(said(report)).not.toContain("latent worker-connections-exhausted");
  });
});

describe("Now or over: --no-probe", () => {
  it("sends no DNS query and contacts no endpoint", async () => {
    let contacted = 0;
    let asked: readonly unknown[] = [];
    const { report, observations } = await toldWith(async (stage) => {
      const one = await service(stage, (_request, response) => {
        contacted += 1;
        response.end();
      });
      const dns = await resolver(stage, (name) => ({ answers: [a(name, "127.0.0.1")] }));
      asked = dns.asked;
      return {
        http:
          group("api", one.at, `app.test:${one.port}`) +
          site(
            route("/", "http://api", "health_check uri=/healthz;"),
            `    location /v/ { resolver ${dns.address}; set $b "app.test"; proxy_pass http://$b:${one.port}; }\n`,
          ),
        settings: { probes: false, resolvers: [dns.address], targets: ["api", `http://${one.at}/`] },
      };
    });
    expect([contacted, asked.length]).toEqual([0, 0]);
    const seen = new Set<string>(observations.map(({ kind }) => kind));
    for (const asking of ["resolve", "connect", "handshake", "exchange"]) expect(seen).not.toContain(asking);
    expect(["unknown", "down"]).toContain(report.verdict);
  });

  it("reads local files, processes and logs", async () => {
    const { observations } = await toldWith(async (stage) => ({
      http: group("api", `unix:${stage.folder}/app.sock`) + site(route("/", "http://api")),
      settings: { probes: false, ...(await errorLog(stage, errorLine(REFUSED, "127.0.0.1:1"))) },
    }));
    const seen = new Set<string>(observations.map(({ kind }) => kind));
    for (const looking of ["process", "file", "log"]) expect(seen).toContain(looking);
  });

  it("takes the log as seen: its failures are root, and the verdict is at most degraded", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage);
      const settings = await errorLog(stage, errorLine(REFUSED, at));
      return {
        http: group("api", at) + site(route("/", "http://api")),
        settings: { ...settings, probes: false },
      };
    });
    expect([report.verdict, blamed(report)]).toEqual(["degraded", ["root port-refused"]]);
    expect(upstreamIn(report, "api").state).toBe("degraded");
  });

  it("is down when the log shows no success", async () => {
    const verdictWith = (statuses: readonly number[]) =>
      told(async (stage) => {
        const { at } = await service(stage);
        const errors = await stage.write("error.log", errorLine(REFUSED, at));
        const access = await stage.write("access.log", statuses.map((status) => accessLine(status)).join(""));
        return {
          http: group("api", at) + site(route("/", "http://api")),
          settings: { probes: false, readsLogs: true, logs: [errors, access] },
        };
      });
    expect((await verdictWith([502, 502])).verdict).toBe("down");
    expect((await verdictWith([502, 200])).verdict).toBe("degraded");
  });

  it("is unknown when the log shows no failure, since nothing was tested", async () => {
    const report = await told(async (stage) => {
      const { at } = await service(stage, pages({}));
      return { http: group("api", at) + site(route("/", "http://api")), settings: { probes: false } };
    });
    expect([report.verdict, blamed(report)]).toEqual(["unknown", []]);
  });
});
