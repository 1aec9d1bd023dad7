import { httpConf, site } from "../../nginx-conf.ts";
import { SOCKET_IN_A_TMP_OF_ITS_OWN } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-where-only-the-service-sees-it",
  headline: "502, no such socket, and the service runs here",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/run/app.sock;`)),
  files: () => ({ "run/README": "sockets lie here\n" }),
  services: (place) => [
    {
      kind: "python",
      onGateway: true,
      at: `unix:${place.dir}/run/app.sock`,
      source: SOCKET_IN_A_TMP_OF_ITS_OWN,
      hasOwnFiles: true,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/2: No such file or directory/] },
  expect: { firstCause: "unix-socket-missing", verdict: "down" },
});
