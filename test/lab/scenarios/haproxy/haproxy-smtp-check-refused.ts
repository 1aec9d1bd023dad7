import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-smtp-check-refused",
  headline: "connections are closed at once",
  config: (place) =>
    haproxyConf(place, `option smtpchk EHLO gw.example.org\nserver one 10.77.0.2:2525 ${OFTEN}`, "", "tcp"),
  services: () => [
    { kind: "tcp", at: "10.77.0.2:2525", greeting: "421 4.3.2 mail.example.org too busy, try later\r\n" },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, as: "raw", send: "EHLO x\r\n", status: -2 }],
    log: [/Layer7 wrong status, code: 421/],
  },
  expect: {
    firstCause: "health-body-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:2525" }],
  },
});
