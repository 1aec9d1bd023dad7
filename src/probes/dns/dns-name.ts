/**
 * Whether a name can be asked for in DNS: labels of 1 to 63 bytes, 253 bytes together (RFC 1035 2.3.4), no control
 * characters and no blanks. Underscores are common in private zones and pass.
 */
export function isDnsName(name: string): boolean {
  const bare = name.endsWith(".") ? name.slice(0, -1) : name;
  if (bare === "" || Buffer.byteLength(bare) > 253) return false;
  for (const character of bare) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 32 || code === 127) return false;
  }
  return bare.split(".").every((label) => label !== "" && Buffer.byteLength(label) <= 63);
}
