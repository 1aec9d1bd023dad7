import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-and-certificate",
  headline: "502 on two applications",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    location /shop/ { resolver 10.77.0.2 ipv6=off; set $shop shop.internal; proxy_pass http://$shop:8081; }
    location /pay/ {
      proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem;
      proxy_pass https://10.77.0.3:8443;
    }
  }`,
    ),
  services: () => [
    { kind: "bind", at: "10.77.0.2", zones: { internal: "api IN A 10.77.0.2" } },
    { kind: "http", at: "10.77.0.3:8443", tls: { cert: "expired" } },
  ],
  proof: {
    ask: [
      { path: "/shop/", status: 502 },
      { path: "/pay/", status: 502 },
    ],
    log: [/shop\.internal could not be resolved/, /certificate has expired/],
  },
  expect: {
    firstCause: "dns-name-not-found",
    alsoAcceptable: ["tls-certificate-expired"],
    verdict: "down",
    alsoRoot: ["tls-certificate-expired", "dns-name-not-found"],
  },
});
