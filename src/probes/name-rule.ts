import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { boundedPattern } from "../model/bounded-pattern.ts";
import type { NameRule } from "../model/forward.ts";

/** Whether one of the certificate's alternative names is as the rule wants it. The common name is never looked at. */
export function satisfies(leaf: X509Certificate, rule: NameRule): boolean {
  const { type, how, text } = rule;
  if (how === "exact" && type === "dns") return leaf.checkHost(text, { subject: "never" }) !== undefined;
  if (how === "exact" && type === "ip") return isIP(text) !== 0 && leaf.checkIP(text) !== undefined;
  if (how === "exact" && type === "any" && leaf.checkHost(text, { subject: "never" }) !== undefined)
    return true;
  return namesOf(leaf, type).some((name) => isLike(name, rule));
}

const PREFIXES = { dns: "DNS:", uri: "URI:", ip: "IP Address:", email: "email:" } as const;

/** Node writes "DNS:a, URI:spiffe://b"; a name with special characters stands in quotes. */
function namesOf(leaf: X509Certificate, type: NameRule["type"]): readonly string[] {
  const all = leaf.subjectAltName?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  const wanted = type === "any" ? Object.values(PREFIXES) : [PREFIXES[type]];
  return all.flatMap((part) => {
    const name = part.trim();
    const prefix = wanted.find((one) => name.startsWith(one));
    return prefix === undefined ? [] : [name.slice(prefix.length).replace(/^"|"$/g, "")];
  });
}

function isLike(name: string, { how, text }: NameRule): boolean {
  switch (how) {
    case "exact":
      return name === text;
    case "prefix":
      return name.startsWith(text);
    case "suffix":
      return name.endsWith(text);
    case "contains":
      return name.includes(text);
    case "regex":
      // a pattern that is not followed is not held against the certificate
      return boundedPattern(`^(?:${text})$`, name.length)?.test(name) ?? true;
  }
}
