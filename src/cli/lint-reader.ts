import { dirname } from "node:path";
import { isReadFailure, type SourceReader } from "../text/source-reader.ts";

/** Files that nginx packages bring along, so that repositories leave them out. */
const PACKAGE_FILES =
  /(?:^|\/)(?:mime\.types|fastcgi_params|fastcgi\.conf|uwsgi_params|scgi_params|proxy_params|koi-utf|koi-win|win-utf|snippets\/fastcgi-php\.conf)$/;

/** What Debian's proxy_params says: without it, a route that includes it would seem to lack its headers. */
const PROXY_PARAMS = `proxy_set_header Host $http_host;
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
proxy_set_header X-Forwarded-Proto $scheme;
`;

/**
 * Reads as `lint` should: a file that every package brings is there, also where only a repository is; and a file in a
 * folder that this machine does not have at all is on another one, which is no mistake of the config.
 */
export function lintReader(
  under: SourceReader,
  onRead: (path: string, content: Uint8Array) => void,
): SourceReader {
  return {
    ...under,
    read(path) {
      const content = under.read(path);
      if (!isReadFailure(content)) {
        onRead(path, content);
        return content;
      }
      if (content.kind !== "missing") return content;
      if (PACKAGE_FILES.test(path))
        return new TextEncoder().encode(path.endsWith("proxy_params") ? PROXY_PARAMS : "");
      return isElsewhere(path, under)
        ? {
            ...content,
            kind: "failed",
            message: `${path} is not on this machine, and its folder is not either`,
          }
        : content;
    },
  };
}

/** An absolute path into a folder that is not there. */
function isElsewhere(path: string, under: SourceReader): boolean {
  return path.startsWith("/") && under.find(`${dirname(path).replace(/[*?[\\]/g, "\\$&")}/*`).length === 0;
}
