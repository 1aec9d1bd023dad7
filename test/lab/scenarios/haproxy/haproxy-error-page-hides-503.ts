import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-error-page-hides-503",
  headline: "200, and a page that says sorry",
  config: (place) =>
    haproxyConf(
      place,
      `errorfile 503 ${place.dir}/sorry.http
server one 10.77.0.2:8081`,
    ),
  files: () => ({
    "sorry.http": "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nsorry\n",
  }),
  proof: {
    ask: [{ status: 200, body: /sorry/ }],
    log: [/SC--/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
