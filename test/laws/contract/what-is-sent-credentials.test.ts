import { describe, expect, it } from "vitest";
import { type Asked, blamed, group, rawService, route, service, site, told } from "./world.ts";

describe("What is sent: credentials", () => {
  const CREDENTIALS = [
    ["Authorization", "Basic Z2F0ZTp3YXk="],
    ["Cookie", "sid=5ecret5ecret"],
    ["X-Api-Key", "k-5ecret5ecret"],
    ["X-Auth-Token", "t-5ecret5ecret"],
    ["Private-Token", "p-5ecret5ecret"],
    ["X-Goog-Api-Key", "g-5ecret5ecret"],
    ["X-Internal-Secret", "i-5ecret5ecret"],
  ] as const;

  it.each(CREDENTIALS)(
    "in %s go with the gateway's own request, and with no varied one",
    async (name, value) => {
      const asked: Asked[] = [];
      const report = await told(async (stage) => {
        const one = await service(stage, (request, response) => {
          response.writeHead(request.headers.host === "shop.test" ? 200 : 421).end();
        });
        stage.onClose(() => void asked.push(...one.asked));
        return {
          http: group("api", one.at) + site(route("/", "http://api", `proxy_set_header ${name} "${value}";`)),
        };
      });
      expect(blamed(report)).toEqual(["root host-header-rejected"]);
      const isOwn = ({ headers }: Asked) => headers.host === "api";
      expect(asked.filter(isOwn).every(({ headers }) => headers[name.toLowerCase()] === value)).toBe(true);
      expect(asked.filter((one) => !isOwn(one)).map(({ headers }) => headers[name.toLowerCase()])).toEqual(
        asked.filter((one) => !isOwn(one)).map(() => undefined),
      );
      expect(asked.some((one) => !isOwn(one))).toBe(true);
    },
  );

  it("in the query of a proxy_pass go with the gateway's own request, and with no varied one", async () => {
    const asked: Asked[] = [];
    await told(async (stage) => {
      const one = await service(stage, (request, response) => {
        response.writeHead(request.headers.host === "shop.test" ? 200 : 421).end();
      });
      stage.onClose(() => void asked.push(...one.asked));
      return { http: group("api", one.at) + site(route("/", "http://api/x?api_key=k-5ecret5ecret&a=b")) };
    });
    const varied = asked.filter(({ headers }) => headers.host !== "api");
    expect(varied.length).toBeGreaterThan(0);
    expect(varied.filter(({ path }) => path.includes("k-5ecret"))).toEqual([]);
  });

  it("go to the configured endpoint alone: not to another endpoint, nor over another transport", async () => {
    let heard: readonly string[] = [];
    let others: readonly Asked[] = [];
    await told(async (stage) => {
      const one = await rawService(stage, "\x15\x03\x01\x00\x02\x02\x46");
      const two = await service(stage);
      heard = one.heard;
      others = two.asked;
      return {
        http:
          group("api", one.at) +
          group("web", two.at) +
          site(
            route("/api/", "https://api", 'proxy_set_header Authorization "Basic Z2F0ZTp3YXk=";'),
            route("/", "http://web"),
          ),
      };
    });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.join("")).not.toContain("Z2F0ZTp3YXk=");
    expect(others.map(({ headers }) => headers.authorization)).toEqual(others.map(() => undefined));
  });
});
