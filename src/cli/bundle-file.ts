import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { redactText, redactValue } from "../text/redact.ts";
import { redactSource } from "../text/redact-source.ts";
import { type Bundle, isBundle } from "./bundle-shape.ts";
import type { Collected } from "./engine.ts";
import { InputError, systemReason } from "./faults.ts";
import { joinRequests, partRequests } from "./shared-requests.ts";

const BUNDLE_FORMAT = "uhc-bundle";
/** Raised when what stands in a bundle no longer means the same. */
const FORMAT_VERSION = 1;

/** Larger ones than that were not made by uhc, or are of no use to anybody. */
const MAX_BYTES = 256 << 20;
/** Standard input, as a file. */
const STDIN = 0;

/** The text of a bundle, compressed where its name says so. No secret is in it, and no choice leaves one in. */
export function writeBundle(
  { evidence, sources }: Collected,
  workingDirectory: string,
  isCompressed: boolean,
): Uint8Array {
  const { observations: seen, ...rest } = evidence;
  const { requests, observations } = partRequests(seen);
  const bundle = {
    format: BUNDLE_FORMAT,
    formatVersion: FORMAT_VERSION,
    workingDirectory: redactText(workingDirectory),
    evidence: redactValue(rest),
    requests: redactValue(requests),
    observations: redactValue(observations),
    // the evidence holds what the configs mean; their text is for people
    sources: [...sources].map(([path, content]) => ({
      path: redactSource(path),
      text: redactSource(Buffer.from(content).toString("utf8")),
    })),
  };
  const text = Buffer.from(`${JSON.stringify(bundle)}\n`);
  return isCompressed ? gzipSync(text) : text;
}

/**
 * A bundle, compressed or not; "-" is standard input. Where it comes from nobody knows: what does not have
 * the shape of a bundle is refused as a whole.
 *
 * @throws InputError where it can't be read, or is something else, or was made by a later release.
 */
export function readBundle(path: string, source: string): Bundle {
  const text = unpacked(bytesOf(path, source), `${source}: ${path}`);
  let value: unknown;
  try {
    value = JSON.parse(text, withoutPrototypes);
  } catch {
    throw new InputError(`${source}: ${path} is not a uhc bundle: it is not JSON, or was cut off`, HINT);
  }
  if (typeof value !== "object" || value === null || !("format" in value) || value.format !== BUNDLE_FORMAT)
    throw new InputError(`${source}: ${path} is not a uhc bundle`, HINT);
  if (!("formatVersion" in value) || value.formatVersion !== FORMAT_VERSION)
    throw new InputError(
      `${source}: ${path} is a bundle in a format that this release does not read (it reads version ${FORMAT_VERSION}): use the release that made it`,
    );
  const whole = joined(value);
  if (!isBundle(whole))
    throw new InputError(`${source}: ${path} is a damaged bundle: parts of it are missing`, HINT);
  return whole;
}

function joined(value: object): unknown {
  if (!("evidence" in value && "requests" in value && "observations" in value)) return undefined;
  const { evidence, requests, observations } = value;
  if (typeof evidence !== "object" || !Array.isArray(requests) || !Array.isArray(observations))
    return undefined;
  return { ...value, evidence: { ...evidence, observations: joinRequests(requests, observations) } };
}

const HINT = "uhc bundle -o FILE writes one.";

function withoutPrototypes(this: unknown, key: string, value: unknown): unknown {
  if (key === "__proto__") throw new SyntaxError("a name that no bundle has");
  return value;
}

function bytesOf(path: string, source: string): Buffer {
  try {
    return readFileSync(path === "-" ? STDIN : path);
  } catch (error) {
    throw new InputError(`${source}: ${path}: ${systemReason(error)}`);
  }
}

function unpacked(bytes: Buffer, what: string): string {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (bytes.length === 0) throw new InputError(`${what} is empty`, HINT);
  if (bytes.length > MAX_BYTES) throw new InputError(`${what} is larger than ${MAX_BYTES >> 20} MiB`);
  if (!isCompressed) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES }).toString("utf8");
  } catch (error) {
    const isLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new InputError(
      isLarge
        ? `${what} is larger than ${MAX_BYTES >> 20} MiB once it is unpacked`
        : `${what} is cut off, or not gzip`,
    );
  }
}
