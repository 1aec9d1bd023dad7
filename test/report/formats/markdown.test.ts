import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../../src/report/formats/markdown.ts";
import { cause, incident, report, upstream } from "../../given/report.ts";

describe("renderMarkdown", () => {
  it("makes a ticket of an incident", () => {
    expect(`\n${renderMarkdown(incident(), { top: 1 })}`).toBe(`
## DOWN: api is down: the upstream picks its certificate by server name, and nginx sends none.

uhc 1.0.0 · on \`gw-1\` · nginx 1.26.2 · \`/etc/nginx/nginx.conf\` · \`2026-11-22T10:00:00.000Z\`

| upstream | state | endpoints | routes |
| --- | --- | --- | --- |
| \`api\` | DOWN | 0 of 3 endpoints answer | \`/api/\` \`/v2/\` |
| \`web\` | healthy | 4 of 4 endpoints answer | \`/\` |
| \`images\` | degraded | 1 of 2 endpoints answer | \`/img/\` |

### 1. The upstream picks its certificate by server name, and nginx sends none (98 %)

\`tls-sni-required\` · root · error · \`api 10.0.0.5:8443\` · \`api 10.0.0.6:8443\` · \`api 10.0.0.7:8443\`

- **tls** handshake as nginx does it (no SNI): alert 112 unrecognized\\_name
- **tls** the same with SNI api.internal succeeds in 3.1 ms · 10.0.0.5:8443
- **http** GET /api/ over that connection: 200 in 9 ms · 10.0.0.5:8443
- **log** error.log: 1,204 × SSL\\_do\\_handshake() failed … alert number 112, since 02:10:31, 19 s after conf.d/api.conf was changed
- **conf** \`/etc/nginx/conf.d/api.conf:14\`

**Fix.** in /etc/nginx/conf.d/api.conf, next to line 14:

\`\`\`
proxy_ssl_server_name on;
proxy_ssl_name api.internal;
\`\`\`

**See it**

\`\`\`sh
openssl s_client -connect 10.0.0.5:8443 -noservername </dev/null
\`\`\`

### More causes

- error: Nothing listens on 10.0.0.22:8080 · \`port-refused\` · 95 % · \`/etc/nginx/conf.d/images.conf:3\`

### Also

- warning: The certificate of web expires in 12 days · \`tls-certificate-expires-soon\` · 99 % · \`/etc/nginx/conf.d/images.conf:3\`

### Not the cause

- \`dns-name-not-found\`, \`dns-answers-differ\`: same answer from 2 resolvers
- \`firewall-blocks\`: connects in 0.4 ms
- \`tls-certificate-expired\`: 84 days left

### Not checked

- \`journal of the service\`: no permission: run as root or join the adm group

### Timeline

- \`2026-11-22T02:10:12.000Z\` conf.d/api.conf was changed (\`/etc/nginx/conf.d/api.conf\`)
- \`2026-11-22T02:10:31.000Z\` first SSL\\_do\\_handshake() failed (\`/var/log/nginx/error.log\`)

1 request beyond the first.
`);
  });

  it("lets nothing from outside become markup", () => {
    const evil = "<img src=x> [a](http://evil/) @everyone `x` | # www.evil.com";
    const text = renderMarkdown(
      report({
        summary: evil,
        upstreams: [upstream("a`|b", { routes: ["/x|`y`"] })],
        causes: [
          cause({ title: evil, fix: { summary: evil, steps: [evil], commands: ["```"] }, verify: ["````"] }),
        ],
        notChecked: [{ what: evil, because: evil }],
      }),
      { top: 3 },
    );
    const outsideCode = text
      .replace(/^(`{3,})[\s\S]*?^\1$/gm, "")
      .replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
    expect(outsideCode).not.toMatch(/<img|(?<!\\)\[a|:\/\/evil|@everyone|www\.evil/);
    expect(text).toContain("| ``a`\\|b`` |");
    expect(text).toContain("````\n```\n````");
    expect(text).toContain("`````sh\n````\n`````");
  });

  it("says that a run did not finish", () => {
    expect(renderMarkdown(report({ complete: false }), { top: 3 })).toContain("**This run did not finish.**");
  });

  it("stays a ticket for a thousand upstreams", () => {
    const upstreams = Array.from({ length: 1000 }, (_, index) => upstream(`u${index}`));
    expect(renderMarkdown(report({ upstreams }), { top: 3 })).toContain("and 950 more upstreams");
  });
});
