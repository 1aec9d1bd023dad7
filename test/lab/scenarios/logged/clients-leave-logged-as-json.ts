import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "clients-leave-logged-as-json",
  headline: "some requests fail, and nobody sees why",
  config: (place) =>
    httpConf(
      place,
      `log_format json escape=json '{"at":"$time_iso8601","code":$status,"took":"$request_time","peer":"$upstream_addr","said":"$upstream_status","agent":"$http_user_agent"}';
  access_log ${place.dir}/json.log json;
${site("proxy_pass http://10.77.0.2:8081;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  files: () => ({
    "json.log": Array.from({ length: 50 }, (_, index) => {
      const at = new Date(Date.now() - 1_800_000 + index * 20_000).toISOString().replace(/\.\d+Z/, "+00:00");
      const end =
        index % 5 === 0
          ? { code: 499, took: "60.004", said: "-" }
          : { code: 200, took: "0.020", said: "200" };
      return `{"at":"${at}","code":${end.code},"took":"${end.took}","peer":"10.77.0.2:8081","said":"${end.said}","agent":"a \\"quoted\\" one"}\n`;
    }).join(""),
  }),
  proof: { ask: [{ status: 200 }], log: [] },
  expect: {
    firstCause: "timeout-on-other-hop",
    verdict: "degraded",
  },
});
