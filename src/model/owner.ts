/** A process of this host that holds something of interest: a socket, a pid file, a port. */
export interface ProcessOwner {
  readonly pid: number;
  /** Short name, as the process gave it to itself; undefined where it was gone before it was read. */
  readonly command: string | undefined;
  /** Stopped by a signal or a debugger (state T or t, proc_pid_stat(5)), or waiting for a disk that does not answer (D). */
  readonly stands: "stopped" | "disk" | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  /** Undefined where it has none. */
  readonly children: ChildProcesses | undefined;
  /** systemd's unit that it runs in, "api.service"; undefined for login sessions and what no unit holds. */
  readonly unit: string | undefined;
  /** Id of the container that it runs in, as the engine writes it in full. */
  readonly container: string | undefined;
  /** Path of its control group, for the memory controller where there are several hierarchies. */
  readonly cgroup: string | undefined;
}

/** The processes that one made and that run under its name: its workers, or one for each connection. */
export interface ChildProcesses {
  /** When the youngest of them started, in milliseconds since the epoch. */
  readonly youngestAt: number;
  /** How many connections to this host's listening ports each of them holds; undefined where that can't be seen. */
  readonly connections: readonly number[] | undefined;
}

export interface LocalListener {
  /** "0.0.0.0", "::", "127.0.0.1". */
  readonly address: string;
  readonly port: number;
  /** Connections that are open and wait to be accepted. */
  readonly waiting: number;
  /** So many may wait, and one more; undefined where nobody waits or nothing tells. */
  readonly backlog?: number | undefined;
  /** Undefined where this user may not see whose socket it is. */
  readonly owner: ProcessOwner | undefined;
}

/** A process that listens on a unix socket whose file can't be seen from here. */
export interface HiddenListener {
  readonly owner: ProcessOwner | undefined;
  /** The file is there as that process sees its files; false where it was deleted there too; undefined where that can't be seen. */
  readonly isThere: boolean | undefined;
}
