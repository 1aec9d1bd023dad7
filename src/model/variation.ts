/** The experiments: each varies one thing of the gateway's way of asking and keeps the rest. */
export const EXPERIMENTS = [
  /** Nothing: the same once more, which tells a steady failure from one that comes and goes. */
  "repeat",
  /** Plaintext for TLS, TLS for plaintext. */
  "transport",
  /** A server name in the client hello where the gateway sends none, or another one. */
  "server-name",
  /** Other application protocols offered inside TLS. */
  "alpn",
  /** The certificate held against the distribution's own trust. */
  "trust",
  /** Every cipher suite uhc can speak. */
  "tls-ciphers",
  /** Every TLS version uhc can speak. */
  "tls-versions",
  /** With a PROXY protocol header, or without. */
  "proxy-protocol",
  /** Another application protocol: FastCGI, uwsgi, HTTP. */
  "protocol",
  /** Another Host header: the endpoint's own name, the route's. */
  "host-header",
  /** The path without the gateway's rewrite. */
  "path-rewrite",
  /** Another HTTP version, up to HTTP/2. */
  "http-version",
  /** Another method for a check that names one. */
  "method",
  /** A path where services usually tell their health. */
  "health-path",
  /** An address of the name that the gateway does not use. */
  "address-family",
  /** The connection without the configured source address. */
  "source-address",
  /** A port on which such services usually listen, or on which the host does. */
  "other-port",
  /** A method whose answer fits one packet. */
  "small-answer",
  /** A request of more than one packet. */
  "full-size",
  /** Several connections side by side, without a request. */
  "connections",
  /** A connection that is kept open and idle after its answer. */
  "idle",
  /** A connection to what the service names as its own dependency, where the user allows it. */
  "dependency",
] as const;
export type ExperimentId = (typeof EXPERIMENTS)[number];

export interface Variation {
  readonly experiment: ExperimentId;
  /** What the gateway does, in words: "none", "TLS". */
  readonly from: string;
  readonly to: string;
}
