import type { Option } from "./option.ts";

/** `order directive first|last|before|after [directive]` */
export const order: Option = (d, _options, { run }) => {
  if (!d.next()) d.wrongCount();
  const name = d.value();
  const isForeign = !run.directives.has(name);
  if (!d.next()) d.wrongCount();
  const position = d.value();
  const others = run.order.filter((one) => one !== name);
  if (position === "first" || position === "last") {
    if (d.nextArg()) d.wrongCount();
    run.order = position === "first" ? [name, ...others] : [...others, name];
  } else if (position === "before" || position === "after") {
    const other = d.argument();
    if (d.nextArg()) d.wrongCount();
    const at = others.indexOf(other.text);
    if (at < 0) d.refuse(`directive '${other.text}' not found`);
    const target = position === "after" ? at + 1 : at;
    run.order = [...others.slice(0, target), name, ...others.slice(target)];
  } else d.refuse(`unknown positional '${position}'`);
  if (isForeign)
    run.onNote(`the directive ${name} belongs to no module of Caddy itself; what it does is not known`);
};
