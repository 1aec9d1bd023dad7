import {
  type BadAddress,
  isBadAddress,
  isDescriptorNetwork,
  isUnixNetwork,
  joinHostPort,
  joinNetworkAddress,
  portRange,
  splitNetworkAddress,
} from "../network-address.ts";

/** An address that requests are sent to, as it is written (`parseUpstreamDialAddress`, reverseproxy/addresses.go). */
export interface UpstreamAddress {
  readonly network: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

export function parseUpstreamAddress(written: string, hasRanges: boolean): UpstreamAddress | BadAddress {
  const parsed = written.includes("://") ? fromUrl(written, hasRanges) : fromNetwork(written);
  if (isBadAddress(parsed) || parsed.network !== "unix+h2c") return parsed;
  return { ...parsed, network: "unix", scheme: "h2c" };
}

function fromNetwork(written: string): UpstreamAddress {
  const split = splitNetworkAddress(written);
  const parts = isBadAddress(split) ? { network: "", host: written, port: "" } : split;
  const { network, host } = parts;
  const hasPort = !host.includes("{") && !isUnixNetwork(network) && !isDescriptorNetwork(network);
  return { ...parts, scheme: "", port: parts.port === "" && hasPort ? "80" : parts.port };
}

const USUAL_PORTS: Readonly<Record<string, string>> = { "": "80", http: "80", h2c: "80", https: "443" };

function fromUrl(written: string, hasRanges: boolean): UpstreamAddress | BadAddress {
  if (written.includes("{"))
    return {
      problem:
        "due to parsing difficulties, placeholders are not allowed when an upstream address contains a scheme",
    };
  const bad = (why: string): BadAddress => ({ problem: `parsing upstream URL: parse "${written}": ${why}` });
  const [, scheme = "", rest = ""] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(written) ?? [];
  if (scheme === "")
    return bad(
      written.startsWith(":") ? "missing protocol scheme" : "first path segment in URL cannot contain colon",
    );
  const end = /[/?#]/.exec(rest)?.index ?? rest.length;
  const authority = rest.slice(rest.lastIndexOf("@", end) + 1, end);
  const [, host = "", port = ""] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority) ?? [
    undefined,
    authority,
    "",
  ];
  if (port !== "" && !/^\d*$/.test(port) && !(hasRanges && /^\d+-\d+$/.test(port)))
    return bad(`invalid port ":${port}" after host`);
  if (rest.length > end)
    return {
      problem: "for now, URLs for proxy upstreams only support scheme, host, and port components",
    };
  const lower = scheme.toLowerCase();
  const conflict = conflictOf(lower, port);
  if (conflict !== undefined) return { problem: `upstream address has conflicting scheme ${conflict}` };
  const usual = USUAL_PORTS[lower] ?? "";
  const bare = host.startsWith("[") ? host.slice(1, -1) : host;
  return { network: "", scheme: lower, host: bare, port: port === "" ? usual : port };
}

function conflictOf(scheme: string, port: string): string | undefined {
  if (scheme === "http" && port === "443") return "(http://) and port (:443, the HTTPS port)";
  if (scheme === "https" && port === "80") return "(https://) and port (:80, the HTTP port)";
  if (scheme === "h2c" && port === "443") return "(h2c://) and port (:443, the HTTPS port)";
  return undefined;
}

/** The addresses that are dialled: since Caddy 2.7 one for each port of a range. */
export function dialAddresses(
  { network, host, port }: UpstreamAddress,
  hasRanges: boolean,
): readonly string[] | BadAddress {
  const dial =
    network !== ""
      ? joinNetworkAddress({ network, host, port })
      : port === "" && host.includes("{")
        ? host
        : joinHostPort(host, port);
  if (!hasRanges || (port.includes("{") && port.includes("}"))) return [dial];
  const parts = splitNetworkAddress(dial);
  if (isBadAddress(parts)) return parts;
  if (isUnixNetwork(network) || isDescriptorNetwork(network)) return [dial];
  const range = portRange(parts.port);
  if (isBadAddress(range)) return range;
  if (!port.includes("-")) return [dial];
  const [from, to] = range;
  return Array.from({ length: to - from + 1 }, (_, index) => joinHostPort(parts.host, String(from + index)));
}
