import type { GatewayKind } from "./config.ts";

/** What the command line of a gateway's process says. */
export interface GatewayCommand {
  /** The word that starts it: "nginx", "/usr/sbin/nginx". */
  readonly program: string;
  /** `-c`, `-f`, `--config`: files and folders, as written; empty where it names none. */
  readonly configFiles: readonly string[];
  /** The option from which relative names count: nginx's `-p`, HAProxy's `-C`. */
  readonly directory: string | undefined;
  /** Files with more variables for its environment, as written, in their order: Caddy's `--envfile`. */
  readonly environmentFiles: readonly string[];
  /** It takes the config that ran last in place of a file: Caddy's `--resume`. */
  readonly resumes: boolean;
  /** A command that ends by itself: a test of a config, a question for the version. */
  readonly isOneShot: boolean;
}

/** Where a process stands, as its program looks for its config. */
export interface Standing {
  readonly workingDirectory: string | undefined;
  /** Undefined where it may not be read, or the program does not use it. */
  readonly environment: ReadonlyMap<string, string> | undefined;
  readonly builtIn: BuiltIn | undefined;
}

/** What a program was built or started with; undefined parts are guessed by what packages use. */
export interface BuiltIn {
  /** Folder that relative paths of logs and the pid file start from, with its slash. */
  readonly prefix: string | undefined;
  readonly configFile: string | undefined;
  readonly errorLog: string | undefined;
  readonly accessLog: string | undefined;
  readonly pidFile: string | undefined;
  /** Where it keeps what does not fit into memory, by the directive that would name another folder; absent where nobody could say. */
  readonly tempFolders?: ReadonlyMap<string, string>;
  /** Whether it was built from its own sources alone, without modules of others; absent where nobody could say. */
  readonly isPlain?: boolean;
}

/** Where a process has its config, as it sees the file system itself. */
export interface ConfigPlace {
  /** Files and folders, in the order in which they are read. */
  readonly files: readonly string[];
  readonly from: "command-line" | "built-in" | "well-known";
  /** The program writes it itself whenever it loads a config: one from before its start is none that it has loaded. */
  readonly isOwnRecord?: true;
}

/** How a program is asked for its version, with one word that makes it do nothing else. */
export interface VersionQuestion {
  /** The one word behind its name: "-V". */
  readonly word: string;
  readonly isAnswer: (text: string) => boolean;
  /** What the lines hold that stand in its bytes and say the same. */
  readonly marks: readonly string[];
}

/** What the gateway's own program says about itself. */
export interface ProgramFacts {
  readonly version: string | undefined;
  readonly tlsLibrary: string | undefined;
  readonly builtIn: BuiltIn | undefined;
}

/** How a gateway is found among the processes and files of a host. */
export interface GatewayProgram {
  readonly kind: GatewayKind;
  /** What its binaries are called. */
  readonly names: readonly string[];
  /** Where the binary lies when neither a process nor PATH tells. */
  readonly wellKnownBinaries: readonly string[];
  /** Where packages, images and builds put its main config, most common first. */
  readonly wellKnownConfigs: readonly string[];
  /** Reads the words of a command line; undefined for what is no process of its own. */
  readonly command: (words: readonly string[]) => GatewayCommand | undefined;
  /** Whether the child of one of its processes is a worker that still takes requests. */
  readonly isWorker: (words: readonly string[]) => boolean;
  /** Where a process with this command may have its config, the place that counts first; empty where nobody can say. */
  readonly places: (command: GatewayCommand, standing: Standing) => readonly ConfigPlace[];
  /** Whether its config may hold variables of its environment, so that they are needed to read it. */
  readonly usesEnvironment?: boolean;
  /** Whether it reads a file of this name, where its command line names the folder; absent where it takes no folders. */
  readonly takesFromFolder?: (name: string) => boolean;
  /** Absent where nothing that the program says matters. */
  readonly version?: {
    readonly question: VersionQuestion;
    readonly read: (answer: string) => ProgramFacts;
  };
}
