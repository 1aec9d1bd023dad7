import { httpConf, site } from "../../nginx-conf.ts";
import { mustRun } from "../../processes.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "key-exchange-too-small",
  headline: "502 since the gateway's host was upgraded, dh key too small",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  before: async ({ dir }) => {
    await mustRun(["openssl", "dhparam", "-dsaparam", "-out", `${dir}/dh.pem`, "1024"]);
    const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", `${dir}/leaf.key`];
    await mustRun([
      "openssl",
      "req",
      "-x509",
      ...key,
      "-subj",
      "/CN=api",
      "-days",
      "99",
      "-out",
      `${dir}/leaf.pem`,
    ]);
  },
  services: ({ dir }) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl; ssl_protocols TLSv1.2; ssl_dhparam ${dir}/dh.pem; ssl_ciphers DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0; ssl_certificate ${dir}/leaf.pem; ssl_certificate_key ${dir}/leaf.key; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/dh key too small/] },
  expect: {
    firstCause: "tls-cipher-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
