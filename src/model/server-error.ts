/**
 * Whether a status says that the server failed at a request that may have been right (RFC 9110 section 15.6). Statuses behind 599
 * belong to no class (section 15).
 */
export function isServerError(status: number | undefined): boolean {
  return status !== undefined && status >= 500 && status <= 599;
}
