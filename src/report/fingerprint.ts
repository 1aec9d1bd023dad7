/**
 * A short name of a text that is the same in every run: 64 bits of FNV-1a, as 16 hex digits. Nothing is kept secret by
 * it; it only has to differ where texts differ.
 */
export function fingerprintOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
