import { writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "garbage-in-the-log",
  headline: "some requests fail, and nobody sees why",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  before: (place) => {
    const noise = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251));
    const long = `${"x".repeat(3_000_000)} connect() failed (111: Connection refused)\n`;
    writeFileSync(`${place.dir}/error.log`, Buffer.concat([noise, Buffer.from(`\n${long}`)]));
  },
  proof: { ask: [{ status: 200 }], log: [/111: Connection refused/] },
  expect: { firstCause: null, verdict: "healthy" },
});
