import { describe, expect, test } from "vitest";
import type { ExchangeAsk } from "../../../../src/model/request.ts";
import type { AskedEndpoint } from "../../../../src/plan/ask.ts";
import { routeAsk } from "../../../../src/plan/ask.ts";
import { onlyRoute, readHttpText } from "../given.ts";

const OPTIONS = { patienceMs: 1, readOnMs: 0, healthPath: undefined, host: undefined, serverName: undefined };

/** The request that uhc sends for a location of that text. */
function sent(text: string, path = "/"): ExchangeAsk {
  const gateway = readHttpText(
    `server { listen 80; server_name app.test; root /srv/www/; location ${path} { ${text} } }`,
  );
  const endpoint = gateway.upstreams[0]?.endpoints[0];
  if (endpoint === undefined) throw new Error("no endpoint");
  const on: AskedEndpoint = { endpoint, listeners: gateway.listeners };
  const { exchange } = routeAsk(onlyRoute(gateway), on, OPTIONS);
  if (exchange === undefined) throw new Error("nothing is asked");
  return exchange;
}

const params = (text: string, path?: string): Record<string, string> =>
  Object.fromEntries(sent(`${text} fastcgi_pass 10.0.0.1:9000;`, path).headers);
const headers = (text: string): Record<string, string> =>
  Object.fromEntries(sent(`${text} proxy_pass http://10.0.0.1:8080;`).headers);

// as nginx 1.22.1 sends them to a service that logs its bytes
describe("parameters", () => {
  const script = "fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;";

  test("the script lies under the root, which is inherited without its last slash", () => {
    expect(params(script, "/x.php")).toEqual({ SCRIPT_FILENAME: "/srv/www/x.php" });
    expect(params(`fastcgi_index index.php; ${script}`)).toEqual({ SCRIPT_FILENAME: "/srv/www/index.php" });
    expect(params(`root /else; ${script}`, "/x.php")).toEqual({ SCRIPT_FILENAME: "/else/x.php" });
    expect(params("fastcgi_param F $request_filename;", "/x.php")).toEqual({ F: "/srv/www/x.php" });
  });

  test("an alias is the root as it stands", () => {
    expect(params(`alias /al/; ${script}`, "/x/")).toEqual({ SCRIPT_FILENAME: "/al//x/" });
  });

  test("a root made of itself, which nginx refuses, ends", () => {
    expect(params(`root $document_root/a; ${script}`)).toEqual({});
  });

  test("empty values are sent, but for if_not_empty and an HTTP_* without a text", () => {
    const text = `fastcgi_param A ""; fastcgi_param T $content_type; fastcgi_param HTTPS $https if_not_empty;
      fastcgi_param HTTP_A ""; fastcgi_param HTTP_B $http_b; fastcgi_param Q $query_string;`;
    expect(params(text)).toEqual({ A: "", T: "", HTTP_B: "", Q: "" });
  });

  test("HTTP_HOST takes the place of the client's", () => {
    expect(sent("fastcgi_param HTTP_HOST in.test; fastcgi_pass 10.0.0.1:9000;").host).toBe("in.test");
    expect(sent("fastcgi_param HTTP_HOST ''; fastcgi_pass 10.0.0.1:9000;").host).toBeUndefined();
  });

  test("a secret among them is known", () => {
    expect(sent("fastcgi_param DB_PASSWORD x; fastcgi_pass 10.0.0.1:9000;").hasCredentials).toBe(true);
  });
});

describe("headers", () => {
  test("an empty Host is not sent", () => {
    expect(sent("proxy_set_header Host ''; proxy_pass http://10.0.0.1;").host).toBeUndefined();
  });

  test("what uhc's own request does not bring is empty, and not unknown", () => {
    const text = `proxy_set_header X-A "a$http_x"; proxy_set_header X-B b$cookie_y; proxy_set_header X-C c$arg_z;
      proxy_set_header X-D $http_d; proxy_set_header Connection $http_connection; proxy_set_header X-E $nobody_knows;`;
    expect(headers(text)).toEqual({ "X-A": "a", "X-B": "b", "X-C": "c", Connection: "" });
  });

  test("what each request has is sent", () => {
    const text = `proxy_set_header X-M $request_method; proxy_set_header X-P $server_protocol;
      proxy_set_header X-Request-ID $request_id; proxy_set_header X-H $http_host; proxy_set_header X-N $hostname;`;
    expect(headers(text)).toMatchObject({ "X-M": "GET", "X-P": "HTTP/1.1", "X-H": "app.test" });
    expect(headers(text)["X-Request-ID"]).toMatch(/^[0-9a-f]{32}$/);
    expect(headers(text)["X-N"]).toMatch(/./);
  });
});
