import { httpConf, site } from "../../nginx-conf.ts";
import { container } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "well-and-unhealthy",
  headline: "nothing is wrong, and the check of the container itself fails",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    container(place, {
      name: "shop",
      publish: "8081:80",
      options: ["--health-cmd", "/bin/false", "--health-interval", "disable", "--health-retries", "1"],
    }),
  ],
  running: async (_place, control) => {
    // ends with 1, as the check fails
    await control.podman("healthcheck", "run", "shop").catch(() => undefined);
    await control.untilContainer("shop", ".State.Healthcheck.Status", /unhealthy/);
    await control.untilAnswers("127.0.0.1:8081");
  },
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
