/** Names that a certificate can be had for from a public authority (certmagic, `SubjectQualifiesForPublicCert`). */
export function isPublicName(name: string, isOnDemand: boolean): boolean {
  if (isIp(name) || isInternal(name)) return false;
  return name.split("*.").length - 1 < 2 || isOnDemand;
}

function isIp(name: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(name) || name.includes(":");
}

function isInternal(name: string): boolean {
  const lower = name.toLowerCase().replace(/\.$/, "");
  return lower === "localhost" || /\.(?:localhost|local|internal|home\.arpa)$/.test(lower);
}

export function isTailscaleName(name: string): boolean {
  return name.toLowerCase().endsWith(".ts.net");
}

/** Names that a certificate can be made for at all (certmagic, `SubjectQualifiesForCert`). */
export function canHaveCertificate(name: string): boolean {
  if (name.trim() === "" || name.startsWith(".") || name.endsWith(".")) return false;
  if (name.includes("*") && !name.startsWith("*.") && name !== "*") return false;
  return !/[()[\]{}<>\s"\\!@#$%^&|;'+=]/.test(name);
}
