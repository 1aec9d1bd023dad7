import { mkdirSync, writeFileSync } from "node:fs";
import { mustRun } from "./processes.ts";

const DAY_MS = 86_400_000;

interface Leaf {
  readonly name: string;
  readonly issuer: string;
  /** Subject alternative names. */
  readonly names: string;
  readonly fromDays: number;
  readonly toDays: number;
}

const leaf = (name: string, names: string, issuer = "root", fromDays = -10, toDays = 365): Leaf => ({
  name,
  issuer,
  names,
  fromDays,
  toDays,
});

/** Every certificate of the lab by name; `chained` is `unchained` with its intermediate, `stranger-chained` is `stranger` with its root. */
const LEAVES: readonly Leaf[] = [
  leaf("api", "DNS:api.internal,DNS:app"),
  leaf("other", "DNS:other.internal"),
  leaf("wildcard", "DNS:*.internal"),
  leaf("by-address", "IP:10.77.0.2"),
  leaf("expired", "DNS:api.internal,DNS:app", "root", -90, -2),
  leaf("future", "DNS:api.internal,DNS:app", "root", 2, 365),
  leaf("fifty-days", "DNS:api.internal,DNS:app", "root", -40, 50),
  leaf("stranger", "DNS:api.internal,DNS:app", "stranger-root"),
  leaf("revoked", "DNS:api.internal,DNS:app"),
  leaf("unchained", "DNS:api.internal,DNS:app", "intermediate"),
  leaf("client", "DNS:gateway.internal"),
  leaf("expired-client", "DNS:gateway.internal", "root", -90, -2),
  leaf("stranger-client", "DNS:gateway.internal", "stranger-root"),
];

/** Names that stand in the certificates which a text mentions, by `NAME.pem` or as `"NAME"`. */
export function certificateNames(text: string): string[] {
  const plain = text.replaceAll("stranger-chained", "stranger").replaceAll("chained", "unchained");
  const used = LEAVES.filter(({ name }) => plain.includes(`"${name}"`) || plain.includes(`/${name}.pem`));
  const selfSigned = text.includes("self-signed") ? [SELF_SIGNED_NAMES] : [];
  return [...used.map(({ names }) => names), ...selfSigned];
}

const SELF_SIGNED_NAMES = "DNS:api.internal,DNS:app";

const CONFIG = `[ca]
default_ca = here
[here]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = CA:false
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[leaf-of-intermediate]
basicConstraints = CA:false
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = caIssuers;URI:http://pki.internal/intermediate.crt
`;

/** Makes all certificates in a folder with the openssl program, whose `ca` command alone sets any date. */
export async function makeCertificates(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(`${dir}/ca.conf`, CONFIG);
  writeFileSync(`${dir}/index.txt`, "");
  for (const root of ["root", "stranger-root"]) {
    await request(dir, root, "");
    await sign(dir, root, ["-selfsign", "-keyfile", `${root}.key`, "-extensions", "authority"], -30, 3650);
  }
  await request(dir, "intermediate", "");
  await sign(dir, "intermediate", by("root", "authority"), -30, 1000);
  for (const { name, issuer, names, fromDays, toDays } of LEAVES) {
    await request(dir, name, `subjectAltName=${names}`);
    await sign(
      dir,
      name,
      by(issuer, issuer === "intermediate" ? "leaf-of-intermediate" : "leaf"),
      fromDays,
      toDays,
    );
  }
  await revoke(dir);
  await request(dir, "self-signed", `subjectAltName=${SELF_SIGNED_NAMES}`);
  await sign(
    dir,
    "self-signed",
    ["-selfsign", "-keyfile", "self-signed.key", "-extensions", "leaf"],
    -10,
    365,
  );
  await mustRun([
    "sh",
    "-c",
    `cd ${dir} && ${append("chained", "unchained", "intermediate")} && ${append("stranger-chained", "stranger", "stranger-root")}`,
  ]);
}

/** Lists of the root's: `revocations.pem` is in force and has `revoked` on it, `old-revocations.pem` is out of date and empty. */
async function revoke(dir: string): Promise<void> {
  const list = (file: string, days: string[]) =>
    authority(dir, ["-cert", "root.pem", "-keyfile", "root.key", "-gencrl", ...days, "-out", file]);
  await list("old-revocations.pem", ["-crl_lastupdate", asn1Time(-60), "-crl_nextupdate", asn1Time(-30)]);
  await authority(dir, ["-cert", "root.pem", "-keyfile", "root.key", "-revoke", "revoked.pem"]);
  await list("revocations.pem", ["-crldays", "30"]);
}

const append = (to: string, leafName: string, issuer: string): string =>
  `cat ${leafName}.pem ${issuer}.pem >${to}.pem && cp ${leafName}.key ${to}.key`;

const by = (issuer: string, extensions: string): string[] => [
  ...["-cert", `${issuer}.pem`, "-keyfile", `${issuer}.key`, "-extensions", extensions],
];

async function request(dir: string, name: string, extension: string): Promise<void> {
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const extra = extension === "" ? [] : ["-addext", extension];
  const files = ["-keyout", `${dir}/${name}.key`, "-out", `${dir}/${name}.csr`];
  await mustRun(["openssl", "req", "-new", ...curve, "-subj", `/CN=lab ${name}`, ...extra, ...files]);
}

async function sign(
  dir: string,
  name: string,
  how: string[],
  fromDays: number,
  toDays: number,
): Promise<void> {
  const dates = ["-startdate", asn1Time(fromDays), "-enddate", asn1Time(toDays)];
  const files = ["-in", `${name}.csr`, "-out", `${name}.pem`];
  await authority(dir, ["-notext", ...dates, ...how, ...files]);
}

async function authority(dir: string, args: readonly string[]): Promise<void> {
  const inFolder = ["sh", "-c", 'cd "$1" && shift && exec openssl ca "$@"', "sh", dir];
  await mustRun([...inFolder, "-config", "ca.conf", "-batch", ...args]);
}

/** Days from now as GeneralizedTime (RFC 5280 section 4.1.2.5.2). */
function asn1Time(days: number): string {
  return `${new Date(Date.now() + days * DAY_MS).toISOString().replace(/\..*$|[-:T]/g, "")}Z`;
}
