import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "socket-fastcgi-missing",
  headline: "502 on every PHP page",
  config: (place) => httpConf(place, site(`fastcgi_pass unix:${place.dir}/php-fpm.sock;`)),
  proof: { ask: [{ status: 502 }], log: [/connect\(\) to unix:.* failed \(2: No such file or directory\)/] },
  expect: {
    firstCause: "unix-socket-missing",
    verdict: "down",
    subjects: (place) => [
      { upstream: `unix:${place.dir}/php-fpm.sock`, endpoint: `unix:${place.dir}/php-fpm.sock` },
    ],
  },
});
