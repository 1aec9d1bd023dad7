import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-missing",
  headline: "502, no such file",
  config: (place) => httpConf(place, site(`proxy_pass http://unix:${place.dir}/app.sock;`)),
  proof: { ask: [{ status: 502 }], log: [/connect\(\) to unix:.* failed \(2: No such file or directory\)/] },
  expect: {
    firstCause: "unix-socket-missing",
    verdict: "down",
    subjects: (place) => [{ upstream: `unix:${place.dir}/app.sock`, endpoint: `unix:${place.dir}/app.sock` }],
  },
});
