import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const BOT = "User-Agent: AnyBot/1.0\r\n";

/** The limit does what it is there for, and its status tells it from a dead upstream. */
export default scenario({
  id: "bots-are-slowed-down",
  headline: "429 for a crawler, all is well for everybody else",
  config: (place) =>
    httpConf(
      place,
      `  map $http_user_agent $crawler { default ""; ~*bot $binary_remote_addr; }
  limit_req_zone $crawler zone=crawlers:1m rate=1r/m;
  limit_req_status 429;
${site("limit_req zone=crawlers; proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { status: 200, times: 3 },
      { headers: BOT, status: 200 },
      { headers: BOT, status: 429, times: 3 },
    ],
    log: [/limiting requests, excess/],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
