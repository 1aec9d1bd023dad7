import { httpConf, site } from "../../nginx-conf.ts";
import { container, web } from "../../podman.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "well-after-some-restarts",
  headline: "nothing is wrong, and the container was restarted often",
  config: (place) => httpConf(place, site("proxy_pass http://127.0.0.1:8081;")),
  containers: (place) => [
    container(place, {
      name: "shop",
      publish: "8081:80",
      options: ["--restart", "always"],
      command: [
        ...["/bin/sh", "-c"],
        'echo >> /tmp/starts; [ "$(wc -l < /tmp/starts)" -gt 3 ] || exit 137; exec "$@"',
        ...["shop", ...web()],
      ],
    }),
  ],
  running: async (_place, control) => {
    await control.untilContainer("shop", ".RestartCount", /^[3-9]/);
    await control.untilAnswers("127.0.0.1:8081");
  },
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
