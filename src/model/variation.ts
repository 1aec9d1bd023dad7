/** The experiments: each varies one thing of the gateway's way of asking and keeps the rest. */
export const EXPERIMENTS = [
  /** A server name in the client hello where the gateway sends none, or another one. */
  "server-name",
  /** Plaintext for TLS, TLS for plaintext. */
  "transport",
  /** Every TLS version uhc can speak. */
  "tls-versions",
  /** Every cipher suite uhc can speak. */
  "tls-ciphers",
  /** Another Host header: the endpoint's own name, the route's. */
  "host-header",
  /** Another HTTP version, up to HTTP/2 with prior knowledge. */
  "http-version",
  /** The path without the gateway's rewrite. */
  "path-rewrite",
  /** With a PROXY protocol header, or without. */
  "proxy-protocol",
  /** Waiting longer than the gateway does. */
  "patience",
] as const;
export type ExperimentId = (typeof EXPERIMENTS)[number];

export interface Variation {
  readonly experiment: ExperimentId;
  /** What the gateway does, in words: "none", "TLS". */
  readonly from: string;
  readonly to: string;
}
