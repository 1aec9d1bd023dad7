import { cluster, ENVOY, endpoint, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

const assignment = {
  cluster_name: "api",
  endpoints: [
    { priority: 0, lb_endpoints: [endpoint("10.77.0.2:8081"), endpoint("10.77.0.3:8081")] },
    { priority: 1, lb_endpoints: [endpoint("10.77.0.4:8081")] },
  ],
};

/** Both endpoints of the first priority are closed; those of the second can bear the load, so that nobody panics. */
export default scenario({
  ...ENVOY,
  id: "envoy-second-priority-serves",
  headline: "503, connection failure",
  config: () => envoyConf({ clusters: [cluster("api", [], { load_assignment: assignment })] }),
  services: () => [{ kind: "http", at: "10.77.0.4:8081" }],
  proof: {
    ask: [
      { to: "10.77.0.2:8081", status: -1 },
      { to: "10.77.0.4:8081", status: 200 },
    ],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [
      { upstream: "api", endpoint: "10.77.0.2:8081" },
      { upstream: "api", endpoint: "10.77.0.3:8081" },
    ],
  },
});
