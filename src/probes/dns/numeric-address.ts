/**
 * The address that inet_aton(3) reads from a text of one to four numbers, decimal, octal or hexadecimal, the last one
 * filling the rest: "10.1" is 10.0.0.1, and "8080" is 0.0.31.144. getaddrinfo takes such texts for addresses, so a port
 * written in the place of a host resolves. Undefined for a name.
 */
export function numericAddress(text: string): string | undefined {
  const parts = text.split(".").map(numberIn);
  const last = parts.at(-1);
  if (parts.length > 4 || last === undefined) return undefined;
  let value = 0;
  for (const part of parts.slice(0, -1)) {
    if (part === undefined || part > 255) return undefined;
    value = value * 256 + part;
  }
  const room = 256 ** (5 - parts.length);
  if (last >= room) return undefined;
  const address = value * room + last;
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function numberIn(text: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]{1,8}$/.test(text)) return Number.parseInt(text, 16);
  if (/^0[0-7]{0,11}$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}
