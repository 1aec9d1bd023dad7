import { AFTER_CHECKS_MS, HAPROXY, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

const STATE = `1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port
3 api 1 one 10.77.0.3 2 0 1 1 100 6 3 4 6 0 0 0 app.internal 8081 - 0 0 - - 0
`;

export default scenario({
  ...HAPROXY,
  id: "haproxy-old-address-in-state-file",
  headline: "503 since the app has moved, and a restart does not help",
  config: (place) => `global
    log stdout format raw local0 info
    stats socket ${place.dir}/admin.sock mode 600 level admin
    server-state-file ${place.dir}/state

defaults
    log global
    mode http
    option httplog
    timeout connect 2s
    timeout client 10s
    timeout server 10s
    load-server-state-from-file global

frontend web
    bind :8080
    default_backend api

backend api
    server one app.internal:8081 ${OFTEN} init-addr last,libc,none
`,
  hosts: "10.77.0.2 app.internal",
  files: () => ({ state: STATE }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/DOWN/] },
  expect: {
    firstCause: "dns-stale-address",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "app.internal:8081" }],
  },
});
