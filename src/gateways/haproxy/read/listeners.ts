import type { Listener } from "../../../model/config.ts";
import { parseAddress } from "../address.ts";
import { type Line, wordAt } from "../ast.ts";
import { refuse } from "../reading.ts";
import { bindOptions } from "./bind-options.ts";
import type { Site } from "./context.ts";
import type { LineOptions } from "./line-options.ts";
import { own, type ProxySection } from "./proxy.ts";

/** Of a range of ports so many are shown. */
const MOST_PORTS = 16;

/** `bind ADDRESS[,ADDRESS…] …` of one frontend. */
export function readListeners(proxy: ProxySection, site: Site): readonly Listener[] {
  return own(proxy, "bind").flatMap((line) => {
    const text = line.words[1];
    if (text === undefined) {
      refuse(
        site.reading,
        line,
        "'bind' expects {<path>|[addr1]:port1[-end1]}{,[addr]:port[-end]}... as arguments.",
      );
      return [];
    }
    const options = bindOptions(line, text, site.reading);
    return text.split(",").flatMap((one) => listenersAt(one, line, options, site));
  });
}

function listenersAt(text: string, line: Line, options: LineOptions, site: Site): readonly Listener[] {
  const address = parseAddress(text);
  const common = {
    hasTls: options.has("ssl"),
    expectsProxyProtocol: options.has("accept-proxy"),
    location: wordAt(line, 1),
  };
  if (address.kind === "invalid") {
    refuse(site.reading, line, `'bind' : ${address.message}`, 1);
    return [];
  }
  if (address.kind === "other") return [];
  if (address.kind === "unix")
    return [
      { id: `unix:${address.path}`, address: address.path, port: undefined, transport: "unix", ...common },
    ];
  const { port, lastPort = port, isUdp } = address;
  if (port === undefined || lastPort === undefined) {
    refuse(site.reading, line, `'bind' : missing port specification in '${text}'`, 1);
    return [];
  }
  const host = address.host === "" ? (text.startsWith("::") ? "::" : "0.0.0.0") : address.host;
  const shown = host.includes(":") ? `[${host}]` : host;
  return Array.from({ length: Math.min(lastPort - port + 1, MOST_PORTS) }, (_, index) => ({
    id: `${shown}:${port + index}${isUdp ? "/udp" : ""}`,
    address: host,
    port: port + index,
    transport: isUdp ? "udp" : "tcp",
    ...common,
  }));
}
