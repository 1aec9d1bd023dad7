import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { mustRun } from "../../processes.ts";
import { scenario } from "../../scenario.ts";

/** An authority whose days are over, and a certificate of its own that is valid still. */
const MAKE = `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=lab old root' -keyout ca.key -out ca.csr
openssl ca -batch -notext -config ca.conf -selfsign -keyfile ca.key -in ca.csr -extensions authority -startdate 20240101000000Z -enddate 20260101000000Z -out ca.pem
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=api' -keyout leaf.key -out leaf.csr
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 100 -extfile ca.conf -extensions leaf -out leaf.pem`;

const CONFIG = `[ca]
default_ca = here
[here]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[leaf]
subjectAltName = DNS:api.internal
`;

export default scenario({
  id: "authority-expired",
  headline: "502, certificate has expired, and that of the service has not",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.dir}/ca.pem; proxy_ssl_name api.internal; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  before: async ({ dir }) => {
    writeFileSync(`${dir}/ca.conf`, CONFIG);
    writeFileSync(`${dir}/index.txt`, "");
    await mustRun(["sh", "-ec", `cd ${dir}\n${MAKE}`]);
  },
  services: ({ dir }) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl; ssl_certificate ${dir}/leaf.pem; ssl_certificate_key ${dir}/leaf.key; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/certificate verify error: \(10:certificate has expired\)/] },
  expect: {
    firstCause: "tls-certificate-expired",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
