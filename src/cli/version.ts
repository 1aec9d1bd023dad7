import manifest from "../../package.json" with { type: "json" };

/** uhc's own version; the build puts it into the bundle. */
export const VERSION: string = manifest.version;
