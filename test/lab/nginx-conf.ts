import type { Place } from "./scenario.ts";

const frame = (place: Place): string => `user www-data;
worker_processes 1;
pid ${place.dir}/nginx.pid;
error_log ${place.dir}/error.log;
events {
  worker_connections 256;
}
`;

/** A config whose http block holds `inner`, with logs and pid file in the world's folder. */
export function httpConf(place: Place, inner: string): string {
  return `${frame(place)}http {\n  access_log ${place.dir}/access.log;\n${inner}\n${place.noise}}\n`;
}

/** The same config with its error log on stderr, where the journal of a unit takes it. */
export function toStderr(config: string): string {
  return config.replace(/^error_log .*;$/m, "error_log stderr;");
}

/** The same with a stream block, and an http block where one is given. Debian ships stream as a module. */
export function streamConf(place: Place, inner: string, http = ""): string {
  const beside = http === "" ? "" : `http {\n  access_log ${place.dir}/access.log;\n${http}\n}\n`;
  return `load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n${frame(place)}stream {\n${inner}\n}\n${beside}`;
}

/** A server on the gateway's port 8080 whose only location is `/`, holding `inner`. */
export function site(inner: string): string {
  return `  server {\n    listen 8080;\n    listen [::]:8080;\n    location / {\n      ${inner}\n    }\n  }`;
}

/** The inside of a service's http block: knows api.internal alone, and refuses every other handshake (alert 112). */
export function choosyServer(place: Place): string {
  const at = [2, 3, 4].map((n) => `listen 10.77.0.${n}:8443 ssl`);
  const certificate = `ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key;`;
  return `server { ${at.map((line) => `${line} default_server;`).join(" ")} ssl_reject_handshake on; }
server { ${at.map((line) => `${line};`).join(" ")} server_name api.internal; ${certificate} location / { return 200 ok; } }`;
}
