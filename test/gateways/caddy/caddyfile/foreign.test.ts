import { describe, expect, it } from "vitest";
import { adapted, jsonOf, placeAt } from "./given.ts";

const FIRST = ["apps", "http", "servers", "srv0", "routes", 0, "handle", 0] as const;

describe("what belongs to no module of Caddy itself", () => {
  it("is kept word by word where it is a directive, and said", () => {
    const from = adapted(":80 {\n\trate_limit {\n\t\tzone a 10\n\t}\n\treverse_proxy a:1\n}\n");
    expect(from.problems).toEqual([]);
    expect(from.notes).toEqual([
      "the directive rate_limit belongs to no module of Caddy itself; what it does is not known",
    ]);
    expect(jsonOf(from)).toMatchObject({
      apps: {
        http: {
          servers: {
            srv0: {
              routes: [
                {
                  handle: [
                    { handler: "rate_limit", words: ["{", "zone", "a", "10", "}"] },
                    { handler: "reverse_proxy", upstreams: [{ dial: "a:1" }] },
                  ],
                },
              ],
            },
          },
        },
      },
    });
  });

  it("may be an option, a policy, a transport, a source of upstreams, a matcher or a provider", () => {
    const text = `{
	crowdsec {
		api_url http://a
	}
	order cache before rewrite
	acme_dns cloudflare {env.TOKEN}
}
:80 {
	@de maxmind_geolocation {
		allow_countries DE
	}
	reverse_proxy @de a:1 {
		lb_policy by_weather
		transport carrier_pigeon
		dynamic consul_srv {
			service a
		}
	}
}
`;
    const from = adapted(text);
    expect(from.problems).toEqual([]);
    expect(from.notes).toHaveLength(7);
    expect(placeAt(from, ...FIRST, "dynamic_upstreams", "source")).toBe("/etc/caddy/Caddyfile:15:11");
  });

  it("is a mistake where it is all but the name of something that Caddy has", () => {
    const messages = (text: string) => adapted(text).problems.map(({ message }) => message);
    expect(messages(":80 {\n\trevers_proxy a:1\n}\n")).toEqual([
      "unrecognized directive: revers_proxy; did you mean reverse_proxy?",
    ]);
    expect(messages("{\n\tacme_cas x\n}\n")).toEqual([
      "unrecognized global option: acme_cas; did you mean acme_ca?",
    ]);
    expect(messages(":80 {\n\tlb_policy first\n}\n")).toEqual(["unrecognized directive: lb_policy"]);
    expect(messages("{\n\treverse_proxy a:1\n}\n")).toEqual(["unrecognized global option: reverse_proxy"]);
  });
});

describe("an environment that is not known", () => {
  it("leaves the upstream to the request, and is said", () => {
    const from = adapted(":80 {\n\treverse_proxy {$BACKEND}\n}\n");
    expect(from.problems).toEqual([]);
    expect(from.notes).toEqual([
      "the variable BACKEND of the environment is not known; Caddy's process knows it",
    ]);
    expect(jsonOf(from)).toMatchObject({
      apps: {
        http: { servers: { srv0: { routes: [{ handle: [{ upstreams: [{ dial: "{env.BACKEND}" }] }] }] } } },
      },
    });
  });

  it("is no mistake where a whole line, an address or a certificate hangs on it", () => {
    const text = `{
	{$DEBUG}
	email {$EMAIL}
	{$SERVER_OPTIONS}
	http_port {$HTTP_PORT}
}
{$HOST}:{$PORT} {
	tls {$TLS} {
		{$TLS_LINES}
	}
	{$MORE}
	reverse_proxy a:1
}
`;
    const from = adapted(text);
    expect(from.problems).toEqual([]);
    expect(from.tree?.text).toContain('"dial":"a:1"');
  });

  it("is no mistake where a number or a port hangs on it", () => {
    const from = adapted(":{$PORT} {\n\treverse_proxy a:1 {\n\t\thealth_interval {$EVERY}\n\t}\n}\n");
    expect(from.problems).toEqual([]);
    expect(from.notes).toHaveLength(3);
    expect(from.tree?.text).toContain('"listen":[":{env.PORT}"]');
  });
});

describe("what came with a later release", () => {
  const text = ":80 {\n\treverse_proxy a:1 {\n\t\thealth_passes 2\n\t}\n\tintercept {\n\t}\n}\n";

  it("is known to the newest", () => {
    expect(adapted(text).problems).toEqual([]);
    expect(adapted(text, { version: "2.10.0" }).problems).toEqual([]);
  });

  it("is refused by an older one, which is said with the release", () => {
    expect(adapted(text, { version: "2.6.2" }).problems.map(({ message }) => message)).toEqual([
      "unrecognized subdirective health_passes; it came with Caddy 2.8.0",
      "unrecognized directive: intercept; it came with Caddy 2.8.0",
    ]);
  });
});
