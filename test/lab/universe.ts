import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Noise } from "./noise.ts";
import { certificateNames } from "./pki.ts";
import type { Place, Scenario } from "./scenario.ts";

const MAX_FILE = 262_144;
// True in every world: the gateway's own addresses, and what every host has.
const ALWAYS = "10.77.0.1 fd77::1 127.0.0.1 ::1 0.0.0.0 [::] localhost :80 :443 :53 :8080 gateway.test";

/** Everything that a scenario is about, as one text: its files, services and addresses, without the noise beside it. */
export function universe(scenario: Scenario, place: Place, noise: Noise): string {
  const { hosts, resolvConf, gatewayLinks, gatewayFirewall, gatewayCommands, serviceFirewall } = scenario;
  const rules = [gatewayFirewall, ...(gatewayCommands ?? []), serviceFirewall];
  const said = [hosts, resolvConf, gatewayLinks, ...rules, scenario.uhcArgs?.(place)];
  const services = JSON.stringify(scenario.services?.(place) ?? []);
  const files = textsBelow(place.dir).join("\n");
  const text = [ALWAYS, ...said.flat(), services, files, place.pki].join("\n");
  const all = [text, ...certificateNames(text)].join("\n");
  return [noise.config, noise.errorLog].reduce(
    (rest, part) => (part === "" ? rest : rest.replaceAll(part, "")),
    all,
  );
}

/** Texts of the small files below a folder, and all their names. PostgreSQL's own files say nothing. */
function textsBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || name === "data") {
      return [];
    }
    if (stat.isDirectory()) {
      return [path, ...textsBelow(path)];
    }
    return stat.isFile() && stat.size <= MAX_FILE ? [path, readFileSync(path, "utf8")] : [path];
  });
}
