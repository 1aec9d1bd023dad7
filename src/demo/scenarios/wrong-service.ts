import { createServer } from "node:net";
import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

export const wrongService = defineScenario(
  {
    id: "wrong-service",
    title: "An SSH server answers where the images service should be",
    // nginx reads what is no HTTP as an answer of HTTP/0.9, so it is no 502.
    headline: "the bytes of an SSH banner instead of an image",
    expect: { cause: "wrong-service", verdict: "down" },
  },
  async (stage) => {
    // An SSH server speaks first, and hangs up on what is no SSH (RFC 4253, 4.2).
    const ssh = createServer((socket) => {
      socket.write("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n");
      socket.once("data", () => socket.end("Invalid SSH identification string.\r\n"));
    });
    return {
      http: `
upstream web {
    server ${await httpService(stage)};
}

# The machine was set up anew, and its ports were dealt out in another order.
upstream images {
    server ${await stage.listen(ssh)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /images/ {
        proxy_pass http://images;
        proxy_set_header Host $host;
    }
}
`,
    };
  },
);
