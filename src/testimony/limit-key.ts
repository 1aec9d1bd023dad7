/** Keys that are the same for all clients of a server. */
const SHARED = /^(?:\$(?:server_name|host|http_host|server_addr|server_port|scheme|request_method)|[^$]+)$/;

/** Whether a limit's key is the same for all clients of a server, so that one of them uses up what is there for all. */
export function isSharedKey(key: string): boolean {
  return SHARED.test(key);
}
