import { boolean, mapIn, put, putAlways, text } from "../json.ts";
import type { Handler } from "../run.ts";
import { readBlock, type Subdirective, unrecognizedQuoted } from "../subdirectives.ts";
import { handler } from "./handler.ts";

export const tracing: Handler = (d, helper) => {
  d.next();
  const made = handler(d.token(), "tracing");
  if (d.nextArg()) d.wrongCount();
  const span: Subdirective = (line, into) => {
    const value = line.argument();
    if (line.nextArg()) line.wrongCount();
    putAlways(into, "span", text(value, value.text));
  };
  const attributes: Subdirective = (line, into) => {
    const all = mapIn(into, "span_attributes", line.token());
    readBlock(line, all, helper, {}, (inner) => {
      const name = inner.value();
      const value = inner.argument();
      putAlways(all, name, text(value, value.text));
    });
  };
  readBlock(d, made, helper, { span, span_attributes: attributes }, unrecognizedQuoted("subdirective"));
  if (!made.fields.has("span")) putAlways(made, "span", text(made.at, ""));
  return made;
};

export const metrics: Handler = (d, helper) => {
  d.next();
  const at = d.token();
  if (d.nextArg()) d.wrongCount();
  const made = handler(at, "metrics");
  const off: Subdirective = (line, into) => put(into, "disable_openmetrics", boolean(line.token(), true));
  readBlock(d, made, helper, { disable_openmetrics: off });
  return made;
};
