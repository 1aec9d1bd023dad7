import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sick-for-users-too",
  headline: "the health check answers 500, and so does every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "gunicorn",
      at: "10.77.0.2:8081",
      source: "def app(environ, start):\n    raise RuntimeError()\n",
    },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ status: 500 }, { path: "/health", status: 500 }] },
  expect: {
    firstCause: "application-error",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
