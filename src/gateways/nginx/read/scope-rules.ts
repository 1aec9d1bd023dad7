import type { Scope } from "../context.ts";
import { bufferRelations } from "./buffer-relations.ts";
import { conditionalBlocks } from "./conditional-blocks.ts";
import { grpcClients } from "./grpc-clients.ts";
import type { Module, Server } from "./server.ts";
import { reportShadowed } from "./shadowed-locations.ts";
import { undefinedNames, undefinedUpgrade } from "./undefined-names.ts";

type Look = (scope: Scope) => void;

/**
 * What is looked at in each server, location and `if` of an http block, as they are read anyway. What the config has no
 * line for is not looked for.
 */
export function scopeRules(module: Module, servers: readonly Server[]): Look {
  const { reading, scope: http } = module;
  const names = undefinedNames(module);
  const upgrade = undefinedUpgrade(module, servers);
  names?.(http);
  upgrade?.(http);
  const rules: readonly (Look | undefined)[] = [
    names,
    upgrade,
    bufferRelations(reading),
    (scope) => reportShadowed(reading, scope),
    conditionalBlocks(reading),
    grpcClients(module, servers),
  ];
  const looks = rules.filter((rule) => rule !== undefined);
  return (scope) => {
    for (const look of looks) look(scope);
  };
}
