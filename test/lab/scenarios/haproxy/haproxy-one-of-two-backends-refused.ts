import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-one-of-two-backends-refused",
  headline: "503 below one path",
  ...HAPROXY,
  config: (place) =>
    haproxyConf(
      place,
      `server a 10.77.0.2:8081 ${OFTEN}`,
      `
backend shop
    server s1 10.77.0.3:8081 ${OFTEN}
    server s2 10.77.0.4:8081 ${OFTEN}
`,
    ).replace(
      "    default_backend api",
      "    acl is_shop path_beg /shop\n    use_backend shop if is_shop\n    default_backend api",
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "redis", at: "10.77.0.3:6379" },
  ],
  proof: { ask: [{ status: 200 }, { path: "/shop/x", status: 503, pauseMs: 1500 }] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [
      { upstream: "shop", endpoint: "10.77.0.3:8081" },
      { upstream: "shop", endpoint: "10.77.0.4:8081" },
    ],
  },
});
