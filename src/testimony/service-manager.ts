import type { Args } from "../model/check.ts";

/** Who starts a service and keeps it up. */
export type ServiceManager = "systemd" | "docker" | "podman" | "supervisor";

interface ManagerWords {
  /** As a sentence names it. */
  readonly name: string;
  /** Where it keeps what the service prints. */
  readonly journal: string;
  /** Commands, for the quoted name of a service. */
  readonly start: (service: string) => readonly string[];
  /** Starts it again after it was given up. */
  readonly restart: (service: string) => readonly string[];
  readonly state: (service: string) => string;
  readonly readJournal: (service: string) => string;
  readonly followJournal: (service: string) => string;
}

function engine(name: string, command: string): ManagerWords {
  const state = "{{.State.Status}} {{.State.ExitCode}} oom={{.State.OOMKilled}} restarts={{.RestartCount}}";
  return {
    name,
    journal: "log",
    start: (service) => [`${command} start ${service}`],
    restart: (service) => [`${command} restart ${service}`],
    state: (service) => `${command} inspect --format '${state}' ${service}`,
    readJournal: (service) => `${command} logs --tail 50 ${service}`,
    followJournal: (service) => `${command} logs --tail 20 --follow ${service}`,
  };
}

const MANAGERS = {
  systemd: {
    name: "systemd",
    journal: "journal",
    start: (service) => [`systemctl start ${service}`],
    restart: (service) => [`systemctl reset-failed ${service}`, `systemctl start ${service}`],
    state: (service) => `systemctl status ${service}`,
    readJournal: (service) => `journalctl --unit ${service} -n 50`,
    followJournal: (service) => `journalctl --unit ${service} --follow`,
  },
  docker: engine("Docker", "docker"),
  podman: engine("Podman", "podman"),
  supervisor: {
    name: "supervisord",
    journal: "log",
    start: (service) => [`supervisorctl start ${service}`],
    restart: (service) => [`supervisorctl start ${service}`],
    state: (service) => `supervisorctl status ${service}`,
    readJournal: (service) => `supervisorctl tail ${service} stderr`,
    followJournal: (service) => `supervisorctl tail -f ${service} stderr`,
  },
} as const satisfies Record<ServiceManager, ManagerWords>;

/** The words of the manager that the arguments of a cause name: systemd where they name none. */
export function managerOf({ manager = "systemd" }: Args): ManagerWords {
  return new Map<string, ManagerWords>(Object.entries(MANAGERS)).get(String(manager)) ?? MANAGERS.systemd;
}
