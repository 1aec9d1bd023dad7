import type { GatewayProgram, ProgramFacts } from "../../model/gateway-program.ts";
import { parseNginxVersion } from "./build.ts";
import { isWorker, NGINX_PROGRAMS, parseNginxCommand } from "./command-line.ts";
import { configPlaces } from "./config-place.ts";

export const nginxProgram: GatewayProgram = {
  kind: "nginx",
  names: NGINX_PROGRAMS,
  wellKnownBinaries: [
    "/usr/sbin/nginx",
    "/usr/local/nginx/sbin/nginx",
    "/usr/local/openresty/nginx/sbin/nginx",
    "/usr/local/sbin/nginx",
    "/usr/local/bin/nginx",
    "/opt/homebrew/bin/nginx",
    "/usr/sbin/angie",
    "/opt/bitnami/nginx/sbin/nginx",
    "/usr/local/tengine/sbin/nginx",
  ],
  wellKnownConfigs: [
    "/etc/nginx/nginx.conf",
    "/usr/local/nginx/conf/nginx.conf",
    "/usr/local/openresty/nginx/conf/nginx.conf",
    "/usr/local/etc/nginx/nginx.conf",
    "/opt/homebrew/etc/nginx/nginx.conf",
    "/etc/openresty/nginx.conf",
    "/etc/angie/angie.conf",
    "/opt/bitnami/nginx/conf/nginx.conf",
    "/usr/local/tengine/conf/nginx.conf",
  ],
  command: parseNginxCommand,
  isWorker,
  places: (command, standing) =>
    configPlaces(command, standing) ??
    nginxProgram.wellKnownConfigs.map((path) => ({ files: [path], from: "well-known" })),
  version: {
    // the sentences of `-V` stand in the binary as constants
    question: {
      word: "-V",
      isAnswer: (text) => text.includes(" version: "),
      marks: ["nginx version: ", "built with ", "configure arguments:"],
    },
    read: factsOf,
  },
};

function factsOf(answer: string): ProgramFacts {
  const build = parseNginxVersion(answer);
  const { version, tlsLibrary, flavour, modules, ...places } = build;
  const isPlain =
    flavour === "nginx" && modules.every((module) => /^(?:http|stream|mail)(?:_|$)/.test(module));
  return { version, tlsLibrary, builtIn: { ...places, isPlain } };
}
