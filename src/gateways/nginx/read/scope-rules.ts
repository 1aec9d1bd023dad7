import type { Scope } from "../context.ts";
import { reportBuffers, usesBuffers } from "./buffer-relations.ts";
import { conditionalBlocks } from "./conditional-blocks.ts";
import type { Module } from "./server.ts";
import { reportShadowed } from "./shadowed-locations.ts";
import { undefinedNames } from "./undefined-names.ts";

type Look = (scope: Scope) => void;

/**
 * What is looked at in each server, location and `if` of an http block, as they are read anyway. What the config has no
 * line for is not looked for.
 */
export function scopeRules(module: Module): Look {
  const { reading, scope: http } = module;
  const names = undefinedNames(module);
  names?.(http);
  const rules: readonly (Look | undefined)[] = [
    names,
    usesBuffers(reading) ? (scope) => reportBuffers(reading, scope) : undefined,
    (scope) => reportShadowed(reading, scope),
    conditionalBlocks(reading),
  ];
  const looks = rules.filter((rule) => rule !== undefined);
  return (scope) => {
    for (const look of looks) look(scope);
  };
}
