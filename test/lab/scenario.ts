import type { CauseId } from "../../src/model/cause.ts";
import type { State } from "../../src/model/report.ts";
import type { JournalEntry } from "./journal.ts";
import type { ServiceSpec } from "./service-spec.ts";
import type { Ask } from "./services/ask.ts";
import type { Held } from "./services/hold.ts";

/** What stands at 10.77.0.1. */
export type GatewayProgram = "nginx" | "haproxy" | "caddy";

/**
 * One fault, or one healthy system, as data. The world around it is always the same: the gateway at 10.77.0.1
 * and fd77::1, the services at 10.77.0.2 to .9 and fd77::2 to ::9, a second subnet 10.78.0.0/24 behind the
 * services' host with .2 to .9 on it, nobody at 10.77.0.66, and no default route.
 */
export interface Scenario {
  /** Equals the file name; the folder is the family. */
  readonly id: string;
  /** What the person on call sees. Scenarios of one family may share it: telling them apart is the job. */
  readonly headline: string;
  readonly expect: Expectation;
  readonly proof: Proof;
  /** The gateway's configuration, whole. `httpConf` and `streamConf` write the usual frame. */
  readonly config: (place: Place) => string;
  /** Name of its file, where it is none of nginx. */
  readonly configFile?: string;
  /** Default: nginx, whose log is empty where all is healthy, so that a proof without `log` demands that of it alone. */
  readonly program?: GatewayProgram;
  readonly services?: (place: Place) => readonly ServiceSpec[];
  /** Lines of resolv.conf in the gateway's namespace. Default: none. */
  readonly resolvConf?: string;
  /** Lines of the hosts file beyond localhost, in the gateway's namespace. */
  readonly hosts?: string;
  /** nftables rulesets, for the gateway's own namespace and for the services' host. */
  readonly gatewayFirewall?: string;
  readonly serviceFirewall?: string;
  /** Further commands in the gateway's namespace before anything starts, as iptables takes its rules; without a shell. */
  readonly gatewayCommands?: readonly string[];
  /** `ip` commands in the gateway's namespace, one a line. */
  readonly gatewayLinks?: string;
  /** Kernel settings of the gateway's namespace, by path below /proc/sys. */
  readonly gatewayKernel?: Readonly<Record<string, string>>;
  /** Folders below the world's that are disks of their own: name to size in KiB, and to how many files they may hold. */
  readonly disks?: Readonly<Record<string, number | { readonly kib: number; readonly inodes: number }>>;
  /** More files, by name below the world's folder. */
  readonly files?: (place: Place) => Readonly<Record<string, string>>;
  /** What happens before the services start, once the gateway runs, and once the fault is proven. */
  readonly before?: (place: Place, control: Control) => void | Promise<void>;
  readonly running?: (place: Place, control: Control) => void | Promise<void>;
  readonly proven?: (place: Place, control: Control) => void | Promise<void>;
  /** Whether the gateway is started. Default: unless its config is refused. */
  readonly gateway?: boolean;
  readonly uhcArgs?: (place: Place) => readonly string[];
  /** Units of a systemd that runs on the gateway's host, by name; the gateway runs beside it. */
  readonly units?: (place: Place) => Readonly<Record<string, string>>;
  /** What Podman is told on the gateway's host, one after another: networks, and containers that `container` of podman.ts writes. */
  readonly containers?: (place: Place) => readonly (readonly string[])[];
  /**
   * What the gateway says on stderr is in the journal of its host, and no file has it, behind such earlier entries of its
   * unit. Its config has to log there.
   */
  readonly journal?: (place: Place) => readonly JournalEntry[];
  /** Programs of a supervisord that runs on the gateway's host, as its config has them. */
  readonly programs?: (place: Place) => string;
  /** uhc is told of no config and has to find the gateways, which `startNginx` and `startHaproxy` start, among the host's processes. */
  readonly find?: true;
  /** Runs uhc as the user nobody, who may read no log of mode 0640 and see no one else's sockets. */
  readonly asNobody?: true;
  /** What not every machine lets the lab make: without it the scenario is left out. */
  readonly needs?: "control-groups";
  /** Measures time or fills queues: runs alone. */
  readonly timing?: true;
  /** Why unrelated noise would spoil it (see noise.ts). */
  readonly quiet?: string;
}

/** What a scenario may know about its world while it writes files. */
export interface Place {
  /** What `httpConf` adds to the http block: routes that have nothing to do with the fault. */
  readonly noise: string;
  /** The world's own folder, readable by all users. */
  readonly dir: string;
  /** Folder of certificates: NAME.pem and NAME.key, see pki.ts for the names. */
  readonly pki: string;
}

/** What a scenario may do to its running world. */
export interface Control {
  readonly stopGateway: () => Promise<void>;
  /** All Node.js services are one process: place 0; the others follow in the order of the scenario's list. */
  readonly stopService: (index: number) => Promise<void>;
  readonly signalService: (index: number, signal: NodeJS.Signals) => void;
  /** Sends the gateway's master process a signal, and gives its process id. */
  readonly signalGateway: (signal: NodeJS.Signals) => number;
  /** Starts a further nginx on the gateway's host, with these arguments, and waits for its pid file. */
  readonly startNginx: (args: readonly string[], pidFile: string) => Promise<void>;
  /** Starts a HAProxy there in the same way, and waits until something listens at the address. */
  readonly startHaproxy: (args: readonly string[], at: string) => Promise<void>;
  /** Runs nginx once on the gateway's host, to its end, however that is. */
  readonly ranNginx: (args: readonly string[]) => Promise<void>;
  /** Runs systemctl on the gateway's host, where the scenario has units. */
  readonly systemctl: (...args: readonly string[]) => Promise<string>;
  /** Waits until a property of a unit fits. */
  readonly untilUnit: (unit: string, property: string, fits: RegExp) => Promise<void>;
  /** Runs Podman on the gateway's host, where the scenario has containers. */
  readonly podman: (...args: readonly string[]) => Promise<string>;
  /** Waits until a field of a container, ".State.Status", fits. */
  readonly untilContainer: (name: string, field: string, fits: RegExp) => Promise<void>;
  /** Waits until something listens at a port that a container publishes, and behind it. */
  readonly untilAnswers: (at: string) => Promise<void>;
  /** Runs supervisorctl on the gateway's host, where the scenario has programs. */
  readonly supervisorctl: (...args: readonly string[]) => Promise<string>;
  /** Waits until the line in which supervisorctl shows a program fits. */
  readonly untilProgram: (name: string, fits: RegExp) => Promise<void>;
  /** Kills the gateway's workers with SIGKILL, and waits for new ones. */
  readonly killWorkers: () => Promise<void>;
  /** Asks as the proof does; an answer that is not right is an error of the lab. */
  readonly ask: (asks: readonly Ask[]) => Promise<void>;
  /** Opens connections from the gateway's host that stay open to the end. */
  readonly hold: (held: Held) => Promise<void>;
  /** Applies an nftables ruleset on the services' host, where `flush ruleset` removes all. */
  readonly serviceFirewall: (rules: string) => Promise<void>;
}

export interface Expectation {
  /** Id of the first cause; null for a healthy system, which has no root and no contributing cause. */
  readonly firstCause: CauseId | null;
  /** Other ids that would be a right first answer too. */
  readonly alsoAcceptable?: readonly CauseId[];
  /** Further root causes that must be listed beside the first, for independent faults. */
  readonly alsoRoot?: readonly CauseId[];
  /** What must be said to make it worse. */
  readonly alsoContributing?: readonly CauseId[];
  /** Ids that would accuse the innocent. */
  readonly mustNotRoot?: readonly CauseId[];
  readonly verdict: State;
  /** Where the contract leaves it open. */
  readonly alsoVerdict?: State;
  /** What the first cause must name, as the contract writes names. */
  readonly subjects?: readonly Subject[] | ((place: Place) => readonly Subject[]);
  /** What the report must name as not checked. */
  readonly notChecked?: RegExp;
  /** The first cause may not claim more. */
  readonly confidenceBelow?: number;
}

export interface Subject {
  readonly upstream?: string;
  readonly endpoint?: string;
}

/** What must be true before uhc is asked at all. */
export type Proof =
  | {
      /** Requests from a client beside the gateway, and what they must be answered. */
      readonly ask: readonly Ask[];
      /** Every one must match the error log; a scenario without any demands an empty log. */
      readonly log?: readonly RegExp[];
    }
  | {
      /** `nginx -t`, `haproxy -c` or `caddy validate` must fail and say this. */
      readonly refused: RegExp;
    };

/** Gives its argument back; the type is the point. */
export function scenario(it: Scenario): Scenario {
  return it;
}
