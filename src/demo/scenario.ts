import type { CauseId } from "../model/cause.ts";
import type { State } from "../model/report.ts";
import { nginxConfig } from "./nginx-config.ts";
import { openStage, type Stage } from "./stage.ts";

/** What a reader sees before the world starts. */
interface Card {
  /** What is typed behind `uhc demo`. */
  readonly id: string;
  /** What breaks, in one line. */
  readonly title: string;
  /** What the gateway's users get, "502 Bad Gateway". */
  readonly headline: string;
  /** The first cause and the verdict that a right diagnosis gives; no cause for a healthy system. */
  readonly expect: { readonly cause: CauseId | undefined; readonly verdict: State };
}

export interface Scenario extends Card {
  /** Starts the servers and writes the config. Rejects with nothing left behind. */
  start(): Promise<World>;
}

/** A small system on loopback that runs until it is closed. */
export interface World {
  /** Absolute path of the nginx.conf, in a folder of its own. */
  readonly configFile: string;
  readonly settings: WorldSettings;
  /** Ends every server and removes the folder. May be called again, also while it is at work. */
  close(): Promise<void>;
}

/** What has to be asked for this world, beside its config. Absent: as by default. */
interface WorldSettings {
  readonly healthPath?: string;
  readonly timeoutMs?: number;
  /** Named, so that the verdict does not hang on which nginx this machine has, or whether it has one. */
  readonly gatewayVersion?: string;
  readonly readsLogs?: boolean;
}

interface Setup {
  /** What stands in the `http` block. */
  readonly http: string;
  readonly settings?: WorldSettings;
}

/** Joins a card and a way to set the stage into a scenario. */
export function defineScenario(card: Card, build: (stage: Stage) => Promise<Setup>): Scenario {
  return {
    ...card,
    async start() {
      const stage = await openStage();
      try {
        const { http, settings } = await build(stage);
        return {
          configFile: await stage.write("nginx.conf", nginxConfig(card.title, stage.folder, http)),
          settings: { gatewayVersion: "1.22.1", readsLogs: false, ...settings },
          close: stage.close,
        };
      } catch (failure) {
        await stage.close();
        throw failure;
      }
    },
  };
}
