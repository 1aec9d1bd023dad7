import { httpConf, site } from "../../nginx-conf.ts";
import { mustRun } from "../../processes.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "rsa-key-exchange",
  headline: "all is healthy, the service agrees on keys by RSA alone",
  config: (place) => httpConf(place, site(`proxy_pass https://10.77.0.2:8443;`)),
  services: (place) => [
    {
      kind: "openssl",
      at: "10.77.0.2:8443",
      args: [
        "-tls1_2",
        "-cipher",
        "AES128-GCM-SHA256",
        "-cert",
        `${place.dir}/rsa.pem`,
        "-key",
        `${place.dir}/rsa.key`,
      ],
    },
  ],
  before: async (place) => {
    await mustRun([
      "openssl",
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      "/CN=rsa",
      "-days",
      "30",
      "-keyout",
      `${place.dir}/rsa.key`,
      "-out",
      `${place.dir}/rsa.pem`,
    ]);
  },
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
