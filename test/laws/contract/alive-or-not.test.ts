import { createServer } from "node:https";
import { describe, expect, it } from "vitest";
import type { DiagnoseSettings } from "../../../src/cli/settings.ts";
import { DEMO_KEY, GOOD_CERTIFICATE } from "../../../src/demo/certificates.ts";
import { closedPort } from "../../../src/demo/closed-port.ts";
import {
  blamed,
  causeIn,
  group,
  pages,
  route,
  type Service,
  service,
  site,
  told,
  upstreamIn,
} from "./world.ts";

/** One service behind one route, with what it was asked. */
async function behind(
  listener: Parameters<typeof service>[1],
  write: (at: string) => string,
  settings: Partial<DiagnoseSettings> = {},
) {
  let seen: Service | undefined;
  const report = await told(async (stage) => {
    seen = await service(stage, listener);
    return { http: write(seen.at), settings };
  });
  return { report, asked: seen?.asked ?? [] };
}

const plainly =
  (...lines: readonly string[]) =>
  (at: string) =>
    group("api", at) + site(route("/app/", "http://api", ...lines));

describe("Alive or not: the gateway checks actively", () => {
  /** NGINX Plus; under a root of its own, so that the nginx of this machine has no say in what is a directive. */
  const checked = (listener: Parameters<typeof behind>[0], check = "uri=/healthz", http = "") =>
    behind(
      listener,
      (at) =>
        `${http}upstream api {\n zone api 64k;\n server ${at};\n}\n` +
        site(route("/app/", "http://api", `health_check ${check};`)),
      { root: "/" },
    );

  it("an endpoint that fails that check is down, whatever user requests would get", async () => {
    const { report } = await checked(pages({ "/healthz": 500, "/app/": 200 }));
    expect([report.verdict, upstreamIn(report, "api").state]).toEqual(["down", "down"]);
    expect(blamed(report)).toEqual(["root application-error"]);
  });

  it("an endpoint that passes it is alive, whatever its other paths say", async () => {
    const { report, asked } = await checked(pages({ "/healthz": 200 }));
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(["/healthz"]));
  });

  it("by that gateway's own rules: 404 fails a check that wants 2xx or 3xx", async () => {
    const { report } = await checked(pages({ "/app/": 200 }));
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root health-path-not-found"]]);
  });

  it("by that gateway's own rules: a match block may want 404", async () => {
    const { report } = await checked(pages({}), "uri=/healthz match=odd", "match odd { status 404; }\n");
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });
});

describe("Alive or not: --health-path", () => {
  it("is a declared check: a status outside --expect-status makes the endpoint down", async () => {
    const { report } = await behind(pages({ "/app/": 200, "/live": 204 }), plainly(), {
      healthPath: "/live",
      expectStatus: [{ from: 200, to: 200 }],
    });
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root health-status-unexpected"]]);
  });

  it("takes any status inside --expect-status, and other paths' 4xx is no fault", async () => {
    const { report, asked } = await behind(pages({ "/live": 404 }), plainly(), {
      healthPath: "/live",
      expectStatus: [{ from: 404, to: 404 }],
    });
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expect(asked.map(({ path }) => path)).not.toContain("/app/");
  });

  it("takes a status that would be a failure otherwise, if it is expected: 503, 429", async () => {
    for (const status of [503, 429]) {
      const { report } = await behind(pages({ "/live": status }), plainly(), {
        healthPath: "/live",
        expectStatus: [{ from: status, to: status }],
      });
      expect([status, report.verdict, blamed(report)]).toEqual([status, "healthy", []]);
    }
  });

  it("expects 200 to 399 where nothing else is said", async () => {
    const healthy = await behind(pages({ "/live": 302 }), plainly(), { healthPath: "/live" });
    expect(healthy.report.verdict).toBe("healthy");
    const down = await behind(pages({ "/live": 404 }), plainly(), { healthPath: "/live" });
    expect([down.report.verdict, blamed(down.report)]).toEqual(["down", ["root health-path-not-found"]]);
  });

  it("replaces the check that the config declares", async () => {
    const { report, asked } = await behind(
      pages({ "/live": 200, "/healthz": 500 }),
      plainly("health_check uri=/healthz;"),
      { healthPath: "/live", root: "/" },
    );
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
    expect(asked.map(({ path }) => path)).toEqual(["/live"]);
  });
});

describe("Alive or not: without a declared check", () => {
  it("uhc asks each route's own prefix, rewritten as the gateway rewrites it, and / for regex and named locations", async () => {
    const { asked } = await behind(
      pages({}),
      (at) =>
        group("api", at) +
        site(
          route("/plain/", "http://api"),
          route("/cut/", "http://api/"),
          route("/moved/", "http://api/v2/"),
          route("= /exact", "http://api"),
          route("~ ^/r/[0-9]+$", "http://api"),
          "    location /files/ { try_files $uri @named; }\n",
          route("@named", "http://api"),
        ),
    );
    expect(new Set(asked.map(({ path }) => path))).toEqual(
      // The last two are the clients' own paths, tried behind the 404 of the rewritten ones.
      new Set(["/plain/", "/", "/v2/", "/exact", "/cut/", "/moved/"]),
    );
  });

  it.each([200, 204, 301, 400, 401, 403, 404, 405, 410, 418])("status %d means alive", async (status) => {
    const { report } = await behind((_request, response) => void response.writeHead(status).end(), plainly());
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });

  it("429 does not", async () => {
    const { report } = await behind((_request, response) => void response.writeHead(429).end(), plainly());
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root rate-limited"]]);
  });

  it.each([401, 403])("%d does not when the gateway's config sends credentials", async (status) => {
    const { report } = await behind(
      (_request, response) => void response.writeHead(status).end(),
      plainly('proxy_set_header Authorization "Basic Z2F0ZTp3YXk=";'),
    );
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root health-auth-required"]]);
    expect(JSON.stringify(report)).not.toContain("Z2F0ZTp3YXk=");
  });

  it("401 means alive when the config only passes the client's credentials on", async () => {
    const { report } = await behind(
      (_request, response) => void response.writeHead(401).end(),
      plainly("proxy_set_header Authorization $http_authorization;"),
    );
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });

  it("an answer that turns into 200 with another Host does not", async () => {
    const { report } = await behind((request, response) => {
      const right = request.headers.host === "shop.test";
      response.writeHead(right ? 200 : 404).end();
    }, plainly());
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root host-header-rejected"]]);
  });

  it("an answer that turns into 200 with another HTTP version does not", async () => {
    const { report } = await behind((request, response) => {
      response.writeHead(request.httpVersion === "1.0" ? 426 : 200).end();
    }, plainly());
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root http-version-mismatch"]]);
  });

  it("an answer that turns into 200 over TLS does not", async () => {
    const report = await told(async (stage) => {
      const server = createServer({ cert: GOOD_CERTIFICATE, key: DEMO_KEY }, (_request, response) =>
        response.end("x"),
      );
      return { http: group("api", await stage.listen(server)) + site(route("/", "http://api")) };
    });
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root plaintext-to-tls-port"]]);
  });

  it("an answer that turns into 200 on the unrewritten path does not: path-mismatch", async () => {
    const { report } = await behind(
      pages({ "/app/": 200 }),
      (at) => group("api", at) + site(route("/app/", "http://api/")),
    );
    expect([report.verdict, blamed(report)]).toEqual(["down", ["root path-mismatch"]]);
  });

  it("path-mismatch is no root when the unrewritten path is not found either", async () => {
    const { report } = await behind(
      pages({}),
      (at) => group("api", at) + site(route("/app/", "http://api/")),
    );
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });

  it.each([401, 403, 405])("path-mismatch is no root when the rewritten path answers %d", async (status) => {
    const { report } = await behind(
      pages({ "/app/": 200, "/": status }),
      (at) => group("api", at) + site(route("/app/", "http://api/")),
    );
    expect([report.verdict, blamed(report)]).toEqual(["healthy", []]);
  });

  it("path-mismatch is root when the unrewritten path redirects", async () => {
    const { report } = await behind(
      pages({ "/app/": 302 }),
      (at) => group("api", at) + site(route("/app/", "http://api/")),
    );
    expect(blamed(report)).toEqual(["root path-mismatch"]);
  });
});

describe("Alive or not: 5xx", () => {
  it.each([500, 501, 502, 503, 504])(
    "%d to every request is down by application-error, and not the gateway's fault",
    async (status) => {
      const { report } = await behind(
        (_request, response) => void response.writeHead(status).end("oops"),
        plainly(),
      );
      expect([report.verdict, blamed(report)]).toEqual(["down", ["root application-error"]]);
      expect(report.summary).toMatch(/gateway is not at fault/i);
      expect(causeIn(report, "application-error").role).toBe("root");
    },
  );

  it("the summary says so also where another failure is told first", async () => {
    const report = await told(async (stage) => ({
      http:
        group("api", (await service(stage, (_request, response) => void response.writeHead(500).end())).at) +
        group("web", await closedPort(stage)) +
        site(route("/api/", "http://api"), route("/", "http://web"), route("/more/", "http://web")),
    }));
    expect(blamed(report)).toEqual(["root port-refused", "root application-error"]);
    expect(report.summary).toMatch(/api the gateway is not at fault/);
  });

  it("the summary does not say so of an upstream whose fault is another", async () => {
    const { report } = await behind((_request, response) => void response.writeHead(429).end(), plainly());
    expect(report.summary).not.toMatch(/not at fault/i);
  });
});
