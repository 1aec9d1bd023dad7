import type { ClimbRequest } from "../model/request.ts";
import type { Subject } from "../model/subject.ts";

/** What an experiment starts from: a climb as the gateway makes it, and the names that could be put in its place. */
export interface Ground {
  readonly request: ClimbRequest;
  readonly subjects: readonly Subject[];
  readonly what: string;
  /** Host name of the endpoint in the config; undefined for an address or a socket. */
  readonly endpointName: string | undefined;
  readonly routeHosts: readonly string[];
  /** The Host header that the route's own requests carry, where that is certain: a check may send another, or none. */
  readonly routeHost?: string | undefined;
  /**
   * Where nobody wrote which Host header the route's requests are to carry: those that are written for other routes to the
   * same upstream.
   */
  readonly siblingHosts?: readonly string[];
  /** Ports of the endpoint's host that the config itself names: the gateway's own, and those of other endpoints. */
  readonly knownPorts: readonly number[];
  /** Addresses of the endpoint's name that the gateway does not use. */
  readonly spareAddresses: readonly string[];
  /** The path that the client asked for, before the gateway rewrites it. */
  readonly clientPath: string;
}
