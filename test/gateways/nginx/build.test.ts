import { describe, expect, it } from "vitest";
import { parseNginxVersion } from "../../../src/gateways/nginx/build.ts";

const DEBIAN = `nginx version: nginx/1.22.1
built with OpenSSL 3.0.15 3 Sep 2024 (running with OpenSSL 3.0.17 1 Jul 2025)
TLS SNI support enabled
configure arguments: --with-cc-opt='-g -O2' --prefix=/usr/share/nginx --conf-path=/etc/nginx/nginx.conf --http-log-path=/var/log/nginx/access.log --error-log-path=stderr --pid-path=/run/nginx.pid --http-client-body-temp-path=/var/lib/nginx/body --http-proxy-temp-path=relative --with-compat --with-http_ssl_module --with-stream=dynamic --add-dynamic-module=/build/ngx_http_lua-0.10/ --without-http_gzip_module
`;

describe("what nginx -V says", () => {
  it("version, the library it runs with, paths and modules", () => {
    expect(parseNginxVersion(DEBIAN)).toEqual({
      version: "1.22.1",
      flavour: "nginx",
      tlsLibrary: "OpenSSL 3.0.17",
      prefix: "/usr/share/nginx/",
      configFile: "/etc/nginx/nginx.conf",
      errorLog: "stderr",
      accessLog: "/var/log/nginx/access.log",
      pidFile: "/run/nginx.pid",
      tempFolders: new Map([["client_body_temp_path", "/var/lib/nginx/body"]]),
      modules: ["http_ssl_module", "ngx_http_lua-0.10", "stream"],
    });
  });

  it.each([
    ["nginx version: openresty/1.25.3.1\n", "openresty", "1.25.3"],
    ["nginx version: nginx/1.25.5 (nginx-plus-r32-p1)\n", "nginx-plus", "1.25.5"],
    ["Tengine version: Tengine/3.1.0\nnginx version: nginx/1.24.0\n", "tengine", "1.24.0"],
    ["Angie version: Angie/1.5.0\nnginx version: nginx/1.25.3\n", "angie", "1.25.3"],
    ["freenginx version: freenginx/1.27.0\n", "freenginx", "1.27.0"],
    ["nginx version: nginx/1.18.0 (Ubuntu)\nbuilt with LibreSSL 3.8.2\n", "nginx", "1.18.0"],
  ])("%j", (text, flavour, version) => {
    expect(parseNginxVersion(text)).toMatchObject({ flavour, version });
  });

  it("a text that says nothing leaves all open", () => {
    expect(parseNginxVersion("hello")).toMatchObject({
      version: undefined,
      tlsLibrary: undefined,
      configFile: undefined,
      modules: [],
    });
  });
});
