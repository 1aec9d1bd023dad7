/**
 * A whole nginx.conf around the lines of its `http` block. Pid and logs are named, because their built-in defaults would
 * lead to those of an nginx that really runs on this machine.
 */
export function nginxConfig(title: string, folder: string, http: string): string {
  return `# uhc demo: ${title}.
# No nginx runs here. uhc reads this file and asks each upstream as nginx would.
pid        "${folder}/nginx.pid";
error_log  stderr warn;

events {
    worker_connections 1024;
}

http {
    access_log off;

${http.trim().replace(/^(?=.)/gm, "    ")}
}
`;
}
