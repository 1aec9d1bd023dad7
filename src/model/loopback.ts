/** Whether an address, or the name that stands for it, never leaves this host (RFC 1122 section 3.2.1.3, RFC 6761 section 6.3). */
export function isLoopback(host: string): boolean {
  return host.startsWith("127.") || host === "::1" || host === "localhost";
}
