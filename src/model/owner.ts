/** A process of this host that holds something of interest: a socket, a pid file, a port. */
export interface ProcessOwner {
  readonly pid: number;
  /** Short name, as the process gave it to itself; undefined where it was gone before it was read. */
  readonly command: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  /** When the youngest of its children started that still run: a worker that replaced another. */
  readonly youngestChildAt: number | undefined;
  /** systemd's unit that it runs in, "api.service"; undefined for login sessions and what no unit holds. */
  readonly unit: string | undefined;
  /** Id of the container that it runs in, as the engine writes it in full. */
  readonly container: string | undefined;
  /** Path of its control group, for the memory controller where there are several hierarchies. */
  readonly cgroup: string | undefined;
}
