/** Where a process stands among the control groups, from the text of /proc/PID/cgroup (cgroups(7)). */
export interface ControlGroup {
  /** Path for the memory controller, or in the unified hierarchy. */
  readonly path: string | undefined;
  readonly unit: string | undefined;
  readonly container: string | undefined;
}

interface Membership {
  readonly controllers: string;
  readonly path: string;
}

/**
 * Reads "0::/system.slice/api.service" (version 2) and "4:memory:/docker/ID" (version 1). The path as the kernel's log
 * names it is the one of the memory controller; systemd's own hierarchy (`name=systemd`) names the unit in version 1.
 */
export function controlGroupFrom(text: string): ControlGroup {
  const all = text.split("\n").flatMap(membershipIn);
  const by = (controller: string) =>
    all.find(({ controllers }) => controllers.split(",").includes(controller))?.path;
  const paths = [by("name=systemd"), by(""), by("memory")].filter((path) => path !== undefined);
  const memory = by("memory") ?? by("");
  return {
    // What lies in the root or in a slice itself is all that is not told apart there.
    path: memory === "/" || memory?.endsWith(".slice") === true ? undefined : memory,
    unit: first(paths, unitIn),
    container: first(paths, containerIn),
  };
}

function membershipIn(line: string): readonly Membership[] {
  const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
  return controllers === undefined || path === undefined ? [] : [{ controllers, path }];
}

function first(paths: readonly string[], read: (path: string) => string | undefined): string | undefined {
  for (const path of paths) {
    const found = read(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The managers of whole systems and users hold everything: they are nobody's service. */
const MANAGERS = /^(user@\d+|init|systemd-[a-z]+d?)\.(service|scope)$/;

/**
 * The service of this host's own manager, which keeps its services in slices and nowhere else. One that lies deeper belongs
 * to a manager within (a user's, a container's): this host may have a service of the same name that is another. Scopes
 * belong to login sessions and container engines, and no restart brings them back.
 */
export function unitIn(path: string): string | undefined {
  const name = path.split("/").find((one) => one !== "" && !one.endsWith(".slice"));
  return name?.endsWith(".service") === true && !MANAGERS.test(name) ? name : undefined;
}

/**
 * Engines write the container's id of 64 digits: `docker-ID.scope`, `libpod-ID.scope`, `cri-containerd-ID.scope`, `crio-ID.scope`
 * with systemd as the cgroup driver, `/docker/ID` and `/kubepods/…/ID` without.
 */
export function containerIn(path: string): string | undefined {
  for (const name of path.split("/").toReversed()) {
    const id = /^(?:[a-z-]+-)?([0-9a-f]{64})(?:\.scope)?$/.exec(name)?.[1];
    if (id !== undefined) return id;
  }
  return undefined;
}
