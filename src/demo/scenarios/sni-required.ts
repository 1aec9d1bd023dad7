import { createSecureContext } from "node:tls";
import { DEMO_KEY, GOOD_CERTIFICATE } from "../certificates.ts";
import { httpService } from "../http-service.ts";
import { httpsServiceWith } from "../https-service.ts";
import { defineScenario } from "../scenario.ts";

export const sniRequired = defineScenario(
  {
    id: "sni-required",
    title: "The API picks its certificate by server name, and the gateway sends none",
    headline: "502 Bad Gateway",
    expect: { cause: "tls-sni-required", verdict: "down" },
  },
  async (stage) => {
    const named = createSecureContext({ cert: GOOD_CERTIFICATE, key: DEMO_KEY });
    // There is no certificate but this one: without its name OpenSSL ends the handshake with alert 40, as the front ends
    // of hosted services do.
    const hosted = {
      SNICallback: (name: string, done: (failure: null, context?: typeof named) => void) =>
        name === "api.demo.test" ? done(null, named) : done(null),
    };
    return {
      http: `
upstream web {
    server ${await httpService(stage)};
}

# A hosted API: many names behind one address.
upstream api {
    server ${await httpsServiceWith(stage, hosted)};
    server ${await httpsServiceWith(stage, hosted)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /api/ {
        proxy_pass https://api;
        # The name to use. That it is sent at all is another directive.
        proxy_ssl_name api.demo.test;
        proxy_set_header Host api.demo.test;
    }
}
`,
    };
  },
);
