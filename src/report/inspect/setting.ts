import type { Template } from "../../model/forward.ts";
import type { Location, Setting } from "../../model/source.ts";
import { span as duration } from "../wording.ts";

/** Where a value comes from: "default", "line 14", or with its file where that is another one. */
export function origin(setting: Setting<unknown>, home: Location): string {
  if (setting.isDefault) return "default";
  return setting.location.file === home.file ? `line ${setting.location.line}` : place(setting.location);
}

export function place({ file, line }: Location): string {
  return `${file}:${line}`;
}

/** "60 s (default)". */
export function withOrigin(text: string, setting: Setting<unknown>, home: Location): string {
  return `${text} (${origin(setting, home)})`;
}

export function timeText(setting: Setting<number>, home: Location): string {
  return withOrigin(duration(setting.value), setting, home);
}

/** A template as the config writes it. */
export function templateText(template: Template): string {
  return template.map((part) => (typeof part === "string" ? part : part.raw)).join("");
}
