import { map, putAlways, text } from "../json.ts";
import { bareFlag, putFalse, readBlock, word } from "../subdirectives.ts";
import { addRanges, type Matcher, noBlock } from "./matcher.ts";

export const protocol: Matcher = (d) => {
  let value = d.token();
  while (d.next()) {
    if (!d.nextArg()) d.refuse("expected exactly one protocol");
    value = d.token();
  }
  return text(value, value.text);
};

export const tls: Matcher = (d) => {
  const into = map(d.token());
  while (d.next()) {
    if (d.nextArg()) {
      if (d.value() !== "early_data") d.refuse(`unrecognized option '${d.value()}'`);
      putFalse(into, "handshake_complete", d.token());
    }
    if (d.nextArg()) d.wrongCount();
    noBlock(d, "tls");
  }
  return into;
};

/** `remote_ip [forwarded] <ranges…>`; `forwarded` went with Caddy 2.7. */
export const remoteIp: Matcher = (d, _name, { run }) => {
  const into = map(d.token());
  while (d.next()) {
    const words = d.remaining();
    const forwarded = words.find((one) => one.text === "forwarded");
    if (forwarded !== undefined && run.since("2.9.0"))
      d.refuse("the 'forwarded' option is no longer supported; use the 'client_ip' matcher instead");
    if (forwarded !== undefined)
      putAlways(into, "forwarded", { kind: "boolean", at: forwarded, value: true });
    addRanges(
      into,
      "ranges",
      words.filter((one) => one !== forwarded),
    );
    noBlock(d, "remote_ip");
  }
  return into;
};

export const clientIp: Matcher = (d) => {
  const into = map(d.token());
  while (d.next()) {
    addRanges(into, "ranges", d.remaining());
    noBlock(d, "client_ip");
  }
  return into;
};

/** An expression of CEL; several words keep their quotes, as those belong to the expression. */
export const expression: Matcher = (d, name, { run }) => {
  d.next();
  const words = d.remaining();
  const [first] = words;
  if (first === undefined) return d.wrongCount();
  if (words.length > 1) {
    const raw = words.map(({ text: bare, quote }) => (quote === "<" ? bare : `${quote}${bare}${quote}`));
    return text(first, raw.join(" "));
  }
  if (name === "" || !run.since("2.8.0")) return text(first, first.text);
  return map(first, { expr: text(first, first.text), name: text(first, name) });
};

export const urlPattern: Matcher = (d, _name, helper) => {
  const into = map(d.token());
  while (d.next()) {
    word("pattern")(d, into, helper);
    readBlock(d, into, helper, { base_url: word("base_url"), ignore_case: bareFlag("ignore_case") });
  }
  return into;
};
