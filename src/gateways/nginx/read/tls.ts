import type {
  ClientCertificate,
  ServerName,
  Template,
  TlsSettings,
  TlsVersion,
  Trust,
} from "../../../model/forward.ts";
import { assumed, type Setting, written } from "../../../model/source.ts";
import { nearest, valueLocation } from "../context.ts";
import { defaultTlsVersions } from "../defaults.ts";
import { isIpv4 } from "./address.ts";
import { fullName } from "./full-name.ts";
import type { PassContext } from "./pass-context.ts";
import { flagSetting, numberSetting, refuse, textSetting } from "./settings.ts";
import { toTemplate } from "./template.ts";

/** In the order of their age. */
const VERSIONS: readonly TlsVersion[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

/** TLS towards the upstream: `proxy_ssl_*`, `grpc_ssl_*`, `uwsgi_ssl_*`, the same in stream. */
export function readTls(context: PassContext): TlsSettings {
  const { names } = context.kind;
  const verifyName = nameToVerify(context, names.sslName);
  return {
    serverName: serverName(context, names.sslServerName, verifyName),
    verify: flagSetting(context, names.sslVerify, false),
    verifyName,
    // X509_check_host alone, for an address as well (ngx_ssl_check_host)
    matchesAddresses: false,
    verifyDepth: numberSetting(context, names.sslVerifyDepth, 1),
    trust: trust(context, names.sslTrustedCertificate),
    ...revocations(context, names.sslCrl),
    versions: versions(context, names.sslProtocols),
    ciphers: textSetting(context, names.sslCiphers) ?? assumed("DEFAULT", context.actsOn),
    alpn: assumed(context.kind.protocol === "grpc" || speaksHttp2(context) ? ["h2"] : [], context.actsOn),
    clientCertificate: clientCertificate(context, names.sslCertificate, names.sslCertificateKey),
    location: context.actsOn,
  };
}

/**
 * Verification with nothing to verify against: nginx refuses that wherever TLS may be spoken, and a `*_pass` with a
 * variable always may (ngx_http_proxy_set_ssl). Whether the file is there is no matter of the config alone.
 */
export function reportMissingTrust(context: PassContext): void {
  const { names } = context.kind;
  if (!context.reading.seesAll) return;
  const verify = flagSetting(context, names.sslVerify, false);
  if (!verify.value || textSetting(context, names.sslTrustedCertificate) !== undefined) return;
  context.reading.report({
    cause: "tls-trust-missing",
    message: `no ${names.sslTrustedCertificate} for ${names.sslVerify}`,
    location: verify.location,
    refusesConfig: true,
    about: undefined,
  });
}

/** `*_ssl_name`, else the host of the pass: for a group that is the name of the group. Never with a port. */
function nameToVerify(context: PassContext, directive: string): Setting<Template> {
  const set = textSetting(context, directive);
  if (set !== undefined) return { ...set, value: withoutPort(toTemplate(set.value, context)) };
  const { address } = context;
  if (address === undefined) return assumed([{ kind: "endpoint-host", raw: "$proxy_host" }], context.actsOn);
  return assumed([address.kind === "unix" ? address.path : address.host], context.actsOn);
}

/** A name may carry a port, as `$proxy_host` and `$http_host` do; nginx cuts it off (ngx_http_upstream_ssl_name). */
function withoutPort(name: Template): Template {
  const [first, ...rest] = name;
  if (rest.length > 0 || typeof first !== "string" || first.startsWith("[")) return name;
  return [first.replace(/:.*$/s, "")];
}

/** An address is never sent as a server name (RFC 6066 section 3). */
function serverName(context: PassContext, directive: string, name: Setting<Template>): Setting<ServerName> {
  const flag = flagSetting(context, directive, false);
  const [only] = name.value;
  const isAddress = typeof only === "string" && (only.startsWith("[") || isIpv4(only));
  if (!flag.value || isAddress || name.value.length === 0) return { ...flag, value: { kind: "none" } };
  return {
    value: { kind: "name", name: name.value },
    isDefault: false,
    location: name.isDefault ? flag.location : name.location,
  };
}

function trust(context: PassContext, directive: string): Setting<Trust> {
  const file = textSetting(context, directive);
  if (file === undefined || file.value === "") return assumed({ kind: "none" }, context.actsOn);
  return { ...file, value: { kind: "file", path: fullName(context.reading.confPrefix, file.value) } };
}

function revocations(context: PassContext, directive: string): Pick<TlsSettings, "revocations"> {
  const file = textSetting(context, directive);
  if (file === undefined || file.value === "") return {};
  return { revocations: { ...file, value: fullName(context.reading.confPrefix, file.value) } };
}

function versions(context: PassContext, directive: string): Setting<readonly TlsVersion[]> {
  const [line] = nearest(context.scope, directive);
  if (line === undefined) return assumed(defaultTlsVersions(context.reading.version), context.actsOn);
  const listed = new Set(line.words.map((word) => word.text));
  return written(
    VERSIONS.filter((version) => listed.has(version)),
    valueLocation(line),
  );
}

function speaksHttp2(context: PassContext): boolean {
  return context.kind.protocol === "http" && textSetting(context, "proxy_http_version")?.value === "2";
}

function clientCertificate(
  context: PassContext,
  directive: string,
  keyDirective: string,
): ClientCertificate | undefined {
  const file = textSetting(context, directive);
  const key = textSetting(context, keyDirective);
  if (file === undefined || file.value === "") return undefined;
  const [line] = nearest(context.scope, directive);
  if (key === undefined && line !== undefined)
    refuse(context, line, `no "${keyDirective}" is defined for certificate "${file.value}"`);
  const path = (setting: Setting<string>): Setting<string> => ({
    ...setting,
    value: fullName(context.reading.confPrefix, setting.value),
  });
  return { certificateFile: path(file), keyFile: path(key ?? file) };
}
