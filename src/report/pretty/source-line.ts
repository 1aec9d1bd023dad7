import type { Location } from "../../model/source.ts";
import { escapeControls } from "../../text/escape.ts";
import { redactText } from "../../text/redact.ts";
import { columns as columnsOf, isPlain } from "../layout.ts";
import { type Line, span } from "../style.ts";

/** Gives a line of a config as it stands in its file; undefined where it can't be had. */
export type LineAt = (location: Location) => string | undefined;

const NUMBER_COLUMNS = 5;
const BAR = " │ ";

/**
 * A line of a config with a caret under the place, cut so that it fits and the place is in sight. Secrets are left out and
 * controls shown, which makes the line another length: the caret stands under what is left of the place.
 */
export function sourceLines(
  place: Location | undefined,
  lineAt: LineAt,
  { width, redacts }: { readonly width: number; readonly redacts: boolean },
): Line[] {
  const raw = place === undefined ? undefined : lineAt(place)?.replaceAll("\t", " ");
  if (place === undefined || raw === undefined) return [];
  const shown = (text: string) => escapeControls(redacts ? redactText(text) : text);
  const whole = shown(raw);
  const before = shown(firstCharacters(raw, place.column - 1));
  const room = width - NUMBER_COLUMNS - BAR.length;
  const { text, gap } = inSight(whole, sharedStart(whole, before), room);
  const number = String(place.line).padStart(NUMBER_COLUMNS);
  return [
    [span(`${number}${BAR}`, "quiet"), span(text)],
    [span(`${" ".repeat(number.length)}${BAR}`, "quiet"), span(`${" ".repeat(gap)}^`, "warning")],
  ];
}

function firstCharacters(text: string, count: number): string {
  return isPlain(text) ? text.slice(0, count) : Array.from(text).slice(0, count).join("");
}

function sharedStart(whole: string, start: string): string {
  if (whole.startsWith(start)) return start;
  let length = 0;
  while (length < start.length && whole[length] === start[length]) length++;
  return whole.slice(0, length);
}

/** The part of a line that fits into `room` columns, and how far in the place behind `lead` then stands. */
function inSight(whole: string, lead: string, room: number): { readonly text: string; readonly gap: number } {
  if (isPlain(whole) && whole.length <= room) return { text: whole, gap: lead.length };
  const characters = Array.from(whole);
  const place = Array.from(lead).length;
  const fits = columnsOf(whole) <= room || columnsOf(lead) < room * 0.8;
  const from = fits ? 0 : Math.max(0, place - Math.floor(room / 2));
  let text = "";
  let columns = 0;
  for (const character of characters.slice(from)) {
    columns += columnsOf(character);
    if (columns > room) break;
    text += character;
  }
  return { text, gap: columnsOf(characters.slice(from, place).join("")) };
}
