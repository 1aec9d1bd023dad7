import type { ServerName, Template, TlsSettings, TlsVersion, Trust } from "../../../model/forward.ts";
import { assumed, type Location, type Setting, written } from "../../../model/source.ts";
import { wordAt } from "../ast.ts";
import { globalLine, type Site } from "./context.ts";
import { type LineOptions, textOption, valueAt } from "./line-options.ts";
import { sampleTemplate } from "./sample.ts";

const VERSIONS: readonly TlsVersion[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
const WORDS = ["TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
/** Far above any chain: HAProxy leaves the depth to OpenSSL. */
const ANY_DEPTH = 100;

/** TLS to a server, whatever switches it on (section 5.2 of the manual: ssl, verify, verifyhost, ca-file, sni …). */
export function readTls(options: LineOptions, at: Location, site: Site): TlsSettings {
  const serverName = trafficName(options, at, site);
  const off = verifyOff(options, site);
  const certificate = textOption(options, "crt");
  return {
    serverName,
    verify: off === undefined ? assumed(true, at) : written(false, off),
    verifyName: verifyName(options, serverName, at),
    matchesAddresses: false,
    verifyDepth: assumed(ANY_DEPTH, at),
    trust: trust(options, at, site),
    ...revocations(options, site),
    versions: versions(options, at, site),
    ciphers: ciphers(options, at, site),
    alpn: alpn(options, "alpn") ?? assumed([], at),
    clientCertificate:
      certificate === undefined ? undefined : { certificateFile: certificate, keyFile: certificate },
    location: at,
  };
}

/** `sni`; from 3.3 on the Host header of the request where nothing is said, and before that nothing at all. */
function trafficName(options: LineOptions, at: Location, site: Site): Setting<ServerName> {
  const sni = options.get("sni");
  if (sni !== undefined) return written({ kind: "name", name: sampleTemplate(sni.value) }, valueAt(sni));
  const isAuto = site.reading.sendsNames && !options.has("no-sni-auto");
  return isAuto
    ? assumed({ kind: "name", name: [{ kind: "request-host", raw: "the Host header" }] }, at)
    : assumed({ kind: "none" }, at);
}

/** The name in a check's handshake: `check-sni`, from 3.3 on its own Host header, and else none. */
export function checkServerName(
  options: LineOptions,
  host: string | undefined,
  at: Location,
  site: Site,
): Setting<ServerName> {
  const sni = textOption(options, "check-sni");
  if (sni !== undefined) return { ...sni, value: { kind: "name", name: [sni.value] } };
  const isAuto = site.reading.sendsNames && !options.has("no-check-sni-auto");
  return isAuto && host !== undefined
    ? assumed({ kind: "name", name: [host] }, at)
    : assumed({ kind: "none" }, at);
}

/** Whether a server's certificate is verified. */
export function verifies(options: LineOptions, site: Site): boolean {
  return verifyOff(options, site) === undefined;
}

function verifyOff(options: LineOptions, site: Site): Location | undefined {
  const own = options.get("verify");
  if (own !== undefined) return own.value === "none" ? valueAt(own) : undefined;
  const line = globalLine(site, "ssl-server-verify");
  return line?.words[1] === "none" ? wordAt(line, 1) : undefined;
}

/** `verifyhost`, else the name in the client hello; without both any name will do. */
function verifyName(
  options: LineOptions,
  { value, location }: Setting<ServerName>,
  at: Location,
): Setting<Template> {
  const host = textOption(options, "verifyhost");
  if (host !== undefined) return { ...host, value: [host.value] };
  return value.kind === "name"
    ? written(value.name, location)
    : assumed([{ kind: "unknown", raw: "any name" }], at);
}

function trust(options: LineOptions, at: Location, site: Site): Setting<Trust> {
  const file = textOption(options, "ca-file");
  if (file === undefined) return assumed({ kind: "none" }, at);
  if (file.value === "@system-ca") return { ...file, value: { kind: "system" } };
  return { ...file, value: { kind: "file", path: underBase(file.value, site) } };
}

function revocations(options: LineOptions, site: Site): Pick<TlsSettings, "revocations"> {
  const file = textOption(options, "crl-file");
  return file === undefined ? {} : { revocations: { ...file, value: underBase(file.value, site) } };
}

/** `ca-base` stands before the names of both kinds of files (section 3.1 of the manual). */
function underBase(name: string, site: Site): string {
  const base = globalLine(site, "ca-base")?.words[1];
  return name.startsWith("/") || base === undefined ? name : `${base}/${name}`;
}

/** TLS 1.2 and above since 2.2, unless the line or `ssl-default-server-options` says otherwise. */
function versions(options: LineOptions, at: Location, site: Site): Setting<readonly TlsVersion[]> {
  const line = globalLine(site, "ssl-default-server-options");
  const words = line?.words ?? [];
  const globally = (name: string): string | undefined =>
    words.includes(name) ? words[words.indexOf(name) + 1] : undefined;
  const min = options.get("ssl-min-ver")?.value ?? globally("ssl-min-ver") ?? "TLSv1.2";
  const max = options.get("ssl-max-ver")?.value ?? globally("ssl-max-ver") ?? "TLSv1.3";
  const forced = VERSIONS.filter((_, index) => {
    const name = `force-tlsv1${index}`;
    return options.has(name) || words.includes(name);
  });
  const without = VERSIONS.filter((_, index) => {
    const name = `no-tlsv1${index}`;
    return options.has(name) || words.includes(name);
  });
  const from = WORDS.indexOf(min);
  const to = WORDS.indexOf(max);
  const range = VERSIONS.filter((one, index) => index >= from && index <= to && !without.includes(one));
  const own = ["ssl-min-ver", "ssl-max-ver", "force-tlsv12", "force-tlsv13"].flatMap(
    (name) => options.get(name) ?? [],
  )[0];
  const place = own === undefined ? (line === undefined ? undefined : wordAt(line, 0)) : valueAt(own);
  const value = forced.length > 0 ? forced : range;
  return place === undefined ? assumed(value, at) : written(value, place);
}

function ciphers(options: LineOptions, at: Location, site: Site): Setting<string> {
  const line = globalLine(site, "ssl-default-server-ciphers");
  const globally = line?.words[1];
  return (
    textOption(options, "ciphers") ??
    (line === undefined || globally === undefined
      ? assumed("DEFAULT", at)
      : written(globally, wordAt(line, 1)))
  );
}

export function alpn(
  options: LineOptions,
  name: "alpn" | "check-alpn",
): Setting<readonly string[]> | undefined {
  const found = textOption(options, name);
  return found === undefined ? undefined : { ...found, value: found.value.split(",") };
}
