/** The id of a cluster among the upstreams, wherever it was read. */
export function clusterId(name: string): string {
  return `cluster/${name}`;
}
