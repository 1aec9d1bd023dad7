import { httpPort, httpsPort, type Pairing } from "./pairings.ts";
import { Refusal } from "./refusal.ts";
import type { Run } from "./run.ts";
import type { SiteAddress } from "./site-address.ts";

/** A server speaks either HTTP or HTTPS (`detectConflictingSchemes`, httpcaddyfile/httptype.go). */
export function assertOneScheme({ listeners, sites }: Pairing, policies: number, { options }: Run): void {
  const listens = `server listening on [${listeners.map(({ address }) => address).join(" ")}]`;
  const plain = httpPort(options);
  const secure = httpsPort(options);
  let scheme: "HTTP" | "HTTPS" | undefined;
  const conflict = (other: string, { token, scheme: own, host }: SiteAddress): never => {
    const hint =
      other === "HTTPS" && own === "" && host === "" ? " (try specifying https:// in the address)" : "";
    throw new Refusal(
      `${listens} is configured for ${other} and cannot natively multiplex HTTP and HTTPS: ${token.text}${hint}`,
      token,
    );
  };
  for (const address of sites.flatMap((site) => site.addresses)) {
    const isPlain = address.scheme === "http" || address.port === plain;
    const isSecure = address.scheme === "https" || address.port === secure || policies > 0;
    if (isPlain || (!isSecure && address.host === "")) {
      if (scheme === "HTTPS") conflict("HTTPS", address);
      if (policies > 0)
        throw new Refusal(
          `${listens} is HTTP, but attempts to configure TLS connection policies`,
          address.token,
        );
      scheme = "HTTP";
    } else if (isSecure) {
      if (scheme === "HTTP") conflict("HTTP", address);
      scheme = "HTTPS";
    }
  }
}
