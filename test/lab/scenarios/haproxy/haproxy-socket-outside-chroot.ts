import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { type Place, scenario } from "../../scenario.ts";

const jailed = ({ dir }: Place): string => `${dir}/jail${dir}/app.sock`;

export default scenario({
  ...HAPROXY,
  id: "haproxy-socket-outside-chroot",
  headline: "503, and curl --unix-socket answers",
  config: (place) =>
    haproxyConf(place, `server one unix@${place.dir}/app.sock ${OFTEN}`).replace(
      "global",
      `# it is looked for at ${jailed(place)}\nglobal\n    chroot ${place.dir}/jail`,
    ),
  files: (place) => ({ [`jail${place.dir}/empty`]: "" }),
  services: (place) => [{ kind: "http", at: `unix:${place.dir}/app.sock` }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/DOWN/] },
  expect: {
    firstCause: "unix-socket-missing",
    verdict: "down",
    subjects: (place) => [{ upstream: "api", endpoint: `unix:${place.dir}/app.sock` }],
  },
});
