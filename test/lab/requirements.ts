import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { phpFpmProgram } from "./programs/php-fpm.ts";
import { postgresPrograms } from "./programs/postgres.ts";

/** Debian's packages that the lab needs, and a program of each. `--packages` prints them for `apt-get install`. */
const PACKAGES: Readonly<Record<string, string>> = {
  nginx: "/usr/sbin/nginx",
  "libnginx-mod-stream": "/usr/lib/nginx/modules/ngx_stream_module.so",
  openssl: "/usr/bin/openssl",
  iproute2: "/usr/sbin/ip",
  nftables: "/usr/sbin/nft",
  iptables: "/usr/sbin/iptables-legacy",
  systemd: "/lib/systemd/systemd",
  podman: "/usr/bin/podman",
  crun: "/usr/bin/crun",
  netavark: "/usr/lib/podman/netavark",
  "aardvark-dns": "/usr/lib/podman/aardvark-dns",
  "systemd-journal-remote": "/lib/systemd/systemd-journal-remote",
  supervisor: "/usr/bin/supervisord",
  procps: "/usr/sbin/sysctl",
  "dnsmasq-base": "/usr/sbin/dnsmasq",
  unbound: "/usr/sbin/unbound",
  bind9: "/usr/sbin/named",
  haproxy: "/usr/sbin/haproxy",
  caddy: "/usr/bin/caddy",
  apache2: "/usr/sbin/apache2",
  gunicorn: "/usr/bin/gunicorn",
  "php-fpm": `/usr/sbin/${phpFpmProgram() ?? "php-fpm"}`,
  "redis-server": "/usr/bin/redis-server",
  postgresql: `${postgresPrograms() ?? "/usr/lib/postgresql"}/postgres`,
  "bind9-dnsutils": "/usr/bin/dig",
  "netcat-openbsd": "/usr/bin/nc",
  curl: "/usr/bin/curl",
};

export const packages = (): readonly string[] => Object.keys(PACKAGES);

/** What the lab needs and this machine lacks, each in a few words. */
export function missingRequirements(): string[] {
  const root = process.getuid?.() === 0 ? [] : ["root (it makes network namespaces)"];
  const missing = Object.entries(PACKAGES).filter(([, program]) => !existsSync(program));
  const all = [...root, ...missing.map(([name]) => name)];
  return all.length === 0 && !canMakeNamespaces() ? ["permission to make network namespaces"] : all;
}

function canMakeNamespaces(): boolean {
  const name = `uhc-lab-${process.pid}-try`;
  const made = spawnSync("ip", ["netns", "add", name]).status === 0;
  spawnSync("ip", ["netns", "delete", name]);
  return made;
}
