import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PROGRAMS: readonly (readonly [string, string])[] = [
  ["nginx", "-v"],
  ["ip", "-V"],
  ["nft", "-v"],
  ["dnsmasq", "-v"],
  ["openssl", "version"],
];

/** What the lab needs and this machine lacks, each in a few words. */
export function missingRequirements(): string[] {
  const root = process.getuid?.() === 0 ? [] : ["root (it makes network namespaces)"];
  const programs = PROGRAMS.filter(([name, flag]) => spawnSync(name, [flag]).error !== undefined);
  const stream = existsSync("/usr/lib/nginx/modules/ngx_stream_module.so") ? [] : ["nginx's stream module"];
  const missing = [...root, ...programs.map(([name]) => name), ...stream];
  return missing.length === 0 && !canMakeNamespaces() ? ["permission to make network namespaces"] : missing;
}

function canMakeNamespaces(): boolean {
  const name = `uhc-lab-${process.pid}-try`;
  const made = spawnSync("ip", ["netns", "add", name]).status === 0;
  spawnSync("ip", ["netns", "delete", name]);
  return made;
}
