import type { Running } from "../processes.ts";
import type { ProgramSpec } from "../service-spec.ts";
import { apache } from "./apache.ts";
import { bind } from "./bind.ts";
import { caddy } from "./caddy.ts";
import { dnsmasq } from "./dnsmasq.ts";
import { gunicorn } from "./gunicorn.ts";
import { haproxy } from "./haproxy.ts";
import { nginx } from "./nginx.ts";
import { openssl } from "./openssl.ts";
import { phpFpm } from "./php-fpm.ts";
import { postgres } from "./postgres.ts";
import type { ProgramPlace } from "./program-place.ts";
import { python } from "./python.ts";
import { redis } from "./redis.ts";
import { unbound } from "./unbound.ts";

/** Starts one of Debian's programs as a service, never the system's own. */
export async function startProgram(spec: ProgramSpec, place: ProgramPlace): Promise<Running> {
  switch (spec.kind) {
    case "nginx":
      return nginx(spec, place);
    case "openssl":
      return openssl(spec, place);
    case "dnsmasq":
      return dnsmasq(spec, place);
    case "haproxy":
      return haproxy(spec, place);
    case "caddy":
      return caddy(spec, place);
    case "apache":
      return apache(spec, place);
    case "gunicorn":
      return gunicorn(spec, place);
    case "php-fpm":
      return phpFpm(spec, place);
    case "redis":
      return redis(spec, place);
    case "postgres":
      return postgres(spec, place);
    case "unbound":
      return unbound(spec, place);
    case "bind":
      return bind(spec, place);
    case "python":
      return python(spec, place);
  }
}
