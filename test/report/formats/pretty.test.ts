import { describe, expect, it } from "vitest";
import { renderPretty } from "../../../src/report/formats/pretty.ts";
import { columns as width } from "../../../src/report/layout.ts";
import type { PageOptions } from "../../../src/report/pretty/page.ts";
import { plainText } from "../../../src/report/style.ts";
import { cause, endpoint, incident, report, sniCause, upstream } from "../../given/report.ts";

const OPTIONS: PageOptions = { columns: 80, top: 3, detail: "normal", workingDirectory: undefined };

function shown(found = incident(), but: Partial<PageOptions> = {}): string {
  return plainText(renderPretty(found, { ...OPTIONS, ...but }));
}

const SCREEN = `
uhc 1.0.0   nginx 1.26.2 on gw-1   /etc/nginx/nginx.conf + 14 files   2.1 s

DOWN      api     0 of 3 endpoints answer   /api/  /v2/
healthy   web     4 of 4 endpoints answer   /
degraded  images  1 of 2 endpoints answer   /img/

1  The upstream picks its certificate by server name, and nginx sends none  98 %
   api · 10.0.0.5:8443 10.0.0.6:8443 10.0.0.7:8443              tls-sni-required
   ├ tls   handshake as nginx does it (no SNI): alert 112 unrecognized_name
   ├ tls   the same with SNI api.internal succeeds in 3.1 ms · 10.0.0.5:8443
   ├ http  GET /api/ over that connection: 200 in 9 ms · 10.0.0.5:8443
   ├ log   error.log: 1,204 × SSL_do_handshake() failed … alert number 112,
   │       since 02:10:31, 19 s after conf.d/api.conf was changed
   └ conf  /etc/nginx/conf.d/api.conf:14
   Fix     in /etc/nginx/conf.d/api.conf, next to line 14:
             proxy_ssl_server_name on;
             proxy_ssl_name api.internal;
   See it  openssl s_client -connect 10.0.0.5:8443 -noservername </dev/null

2  Nothing listens on 10.0.0.22:8080                                        95 %
   images · 10.0.0.22:8080                                          port-refused
   ├ net   connection refused in 0.3 ms, 3 times of 3
   └ conf  /etc/nginx/conf.d/images.conf:3
   Fix     Start the service, or correct the port
             ss -ltnp 'sport = :8080'
   See it  nc -vz 10.0.0.22 8080

Also
   warning  The certificate of web expires in 12    tls-certificate-expires-soon
            days · /etc/nginx/conf.d/images.conf:3

Not the cause   dns-name-not-found, dns-answers-differ (same answer from 2
                resolvers) · firewall-blocks (connects in 0.4 ms) ·
                tls-certificate-expired (84 days left)
Not checked     journal of the service (no permission: run as root or join the
                adm group)
Experiments     1 request beyond the first (-v lists them)
Timeline        2026-11-22 02:10:12Z  conf.d/api.conf was changed
                (/etc/nginx/conf.d/api.conf)
                2026-11-22 02:10:31Z  first SSL_do_handshake() failed
                (/var/log/nginx/error.log)
`;

describe("the incident screen", () => {
  it("says what is wrong, why, how to fix it, and what it is not", () => {
    expect(`\n${shown()}`).toBe(SCREEN);
  });

  it.each([60, 80, 120, 200, 500])(
    "fits into %d columns, but for commands, which are never broken",
    (columns) => {
      const commands = [...sniCause().fix.commands, ...sniCause().verify, "ss -ltnp", "nc -vz"];
      for (const row of shown(incident(), { columns, detail: "verbose" }).split("\n"))
        if (!commands.some((command) => row.includes(command)))
          expect(width(row)).toBeLessThanOrEqual(Math.min(columns, 200));
    },
  );

  it("keeps commands whole on a narrow terminal", () => {
    expect(shown(incident(), { columns: 60 })).toContain(
      "openssl s_client -connect 10.0.0.5:8443 -noservername </dev/null\n",
    );
  });

  it("shows paths under the working directory as they are from there, and leaves others alone", () => {
    const text = shown(incident(), { workingDirectory: "/etc/nginx" });
    expect(text).toContain("└ conf  conf.d/api.conf:14");
    expect(text).toContain("Fix     in conf.d/api.conf, next to line 14:");
    expect(text).toContain("/var/log/nginx/error.log");
    expect(shown(incident(), { workingDirectory: "/" })).toBe(shown());
  });

  it("does not cut a folder out of the middle of a longer path", () => {
    const found = incident({ causes: [cause({ title: "see /srv/etc/nginx/a.conf" })] });
    expect(shown(found, { workingDirectory: "/etc/nginx" })).toContain("see /srv/etc/nginx/a.conf");
  });

  it("gives the causes beyond --top a line each", () => {
    const text = shown(incident(), { top: 1 });
    expect(text).toContain(`${"2  Nothing listens on 10.0.0.22:8080".padEnd(62)}port-refused  95 %\n`);
    expect(text).not.toContain("nc -vz");
  });

  it("is short when all is healthy, and says what was looked at", () => {
    expect(`\n${shown(report())}`).toBe(`
uhc 1.0.0   nginx 1.26.2 on gw-1   /etc/nginx/nginx.conf + 14 files   812 ms

healthy   web  4 of 4 endpoints answer   /

Verdict   healthy   All 4 endpoints of web answer.
Looked at           4 endpoints of 1 upstream: tcp, http
`);
  });

  it("says why it can't say, and what to do", () => {
    const nothing = report({ verdict: "unknown", summary: "Nothing could be tested.", upstreams: [] });
    const text = shown(nothing);
    expect(text).toContain("Verdict   unknown   Nothing could be tested.");
    expect(text).toContain("Name the config with -c FILE");
  });

  it("tells a run without probes how to learn more", () => {
    const skip = { dns: "skip", tcp: "skip", tls: "skip", http: "skip" } as const;
    const untested = upstream("web", {
      state: "unknown",
      endpoints: [endpoint("a:80", { state: "unknown", layers: skip })],
    });
    const text = shown(report({ verdict: "unknown", upstreams: [untested] }));
    expect(text).toContain("1 endpoint not tested");
    expect(text).toContain("without --no-probe");
  });

  it("says that a run did not finish", () => {
    expect(shown(incident({ complete: false }))).toContain("Unfinished");
  });

  it("has three lines for a quiet run", () => {
    expect(shown(incident(), { detail: "quiet", columns: 120 })).toBe(
      "Verdict   DOWN      api is down: the upstream picks its certificate by server name, and nginx sends none.\n" +
        "1  The upstream picks its certificate by server name, and nginx sends none  tls-sni-required  98 %\n" +
        "2  Nothing listens on 10.0.0.22:8080  port-refused  95 %\n",
    );
  });

  it("lists every check and experiment for a verbose run", () => {
    const text = shown(incident(), { detail: "verbose" });
    expect(text).toContain("skip  http-answer    api 10.0.0.5:8443: no connection (the handshake failed)");
    expect(text).toContain("10.0.0.5:8443: SNI none → api.internal: handshake succeeds");
  });

  it("marks a cause that makes it worse", () => {
    const found = incident({
      causes: [sniCause(), cause({ rank: 2, role: "contributing", severity: "warning" })],
    });
    expect(shown(found)).toContain("port-refused (contributing)");
  });

  it("keeps a thousand upstreams off the screen, and what is broken on it", () => {
    const upstreams = Array.from({ length: 1000 }, (_, index) =>
      upstream(`u${index}`, { state: index % 100 === 0 ? "down" : "healthy" }),
    );
    const text = shown(incident({ upstreams }));
    expect(text.match(/^DOWN/gm)).toHaveLength(10);
    expect(text).toContain("and 990 more upstreams: 990 healthy");
  });

  it("keeps a thousand endpoints of one cause in a few lines", () => {
    const names = Array.from({ length: 1000 }, (_, index) => `10.0.${index >> 8}.${index & 255}:80`);
    const many = cause({
      subjects: names.map((name) => ({ gateway: "nginx", upstream: "api", endpoint: name })),
      evidence: names.map((name, index) => ({
        check: "connects",
        status: "fail",
        summary: `refused, ${index} times`,
        subject: { gateway: "nginx", upstream: "api", endpoint: name },
      })),
    });
    const text = shown(incident({ causes: [many] }));
    expect(text).toContain("+ 994 more");
    expect(text).toContain("and 992 more observations (-v shows all)");
    expect(text.split("\n").length).toBeLessThan(50);
  });

  it("names each endpoint of a cause, also one after which its upstream is called, and a bare one once", () => {
    const at = (name: string, place: string) => ({ gateway: "caddy", upstream: name, endpoint: place });
    const subjects = [at("a:1", "a:1"), at("a:1", "b:1"), at("c:1", "c:1")];
    expect(shown(report({ causes: [cause({ subjects })] }))).toContain("   a:1 · a:1 b:1, c:1  ");
  });

  it("never rounds up to certainty", () => {
    expect(shown(incident({ causes: [cause({ confidence: 0.999 })] }))).toContain("99 %");
    expect(shown(incident({ causes: [cause({ confidence: 1 })] }))).toContain("100 %");
  });

  it("names the gateway of each upstream where there are several", () => {
    const upstreams = [upstream("api"), upstream("api", { gateway: "envoy" })];
    expect(shown(report({ upstreams }))).toContain("healthy   envoy api  ");
  });

  it("is readable without any config", () => {
    const bare = report({
      inputs: [],
      upstreams: [upstream("10.0.0.5:80", { gateway: "none" })],
      verdict: "down",
      causes: [
        cause({
          subjects: [{ gateway: "none", upstream: "10.0.0.5:80", endpoint: "10.0.0.5:80" }],
          locations: [],
        }),
      ],
    });
    const text = shown(bare);
    expect(text).toContain("uhc 1.0.0   on gw-1   812 ms");
    expect(text).toContain("   10.0.0.5:80   ");
    expect(text).not.toContain("10.0.0.5:80 · 10.0.0.5:80");
  });
});
