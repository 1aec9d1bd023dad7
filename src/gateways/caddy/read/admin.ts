import type { Target } from "../../../model/config.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { parseAddress, targetOf } from "../address.ts";
import { dig, get, isTrue, text } from "../fields.ts";

const PORT = 2019;

/** `admin.listen`, localhost:2019 by default (admin.go, `DefaultAdminListen`); undefined where it is switched off. */
export function readAdmin(config: Value, at: Location): Setting<Target> | undefined {
  const admin = get(config, "admin");
  if (isTrue(admin, "disabled")) return undefined;
  const listen = text(admin, "listen");
  const place = dig(config, "admin", "listen");
  const address = parseAddress(listen ?? `localhost:${PORT}`);
  if (address.kind !== "host" && address.kind !== "unix") return undefined;
  const known = address.kind === "host" ? { ...address, port: address.port ?? PORT } : address;
  const target = targetOf(known);
  return place === undefined || listen === undefined
    ? assumed(target, at)
    : written(target, locationOf(place));
}
