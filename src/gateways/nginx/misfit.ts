import { editDistance, similarName } from "../../model/similar-name.ts";
import {
  type Contexts,
  type DirectiveForm,
  directiveNames,
  formsOfDirective,
  isForeign,
} from "./directive-rules.ts";
import { isAtLeast, type VersionNumber } from "./version.ts";

/** What is known of the nginx that the config is for. */
export interface DirectiveRules {
  /** Undefined: any release from 1.18 on; then only what none of them takes is wrong. */
  readonly version: VersionNumber | undefined;
  readonly mayBePlus: boolean;
  /** Modules of others may be built in or loaded, so that an unknown name may be theirs. */
  readonly mayHaveModules: boolean;
}

/** A directive that has none of the forms that this nginx knows of it. */
interface Misfit {
  readonly name: string;
  /** Whether a block follows. */
  readonly opens: boolean;
  readonly forms: readonly DirectiveForm[];
  /** Kinds of block that it may stand in. */
  readonly around: Contexts;
}

interface Refusal {
  readonly message: string;
  /** False where a module may bring it that nothing is known of here. */
  readonly isCertain: boolean;
}

/** What nginx says of it (ngx_conf_handler); undefined where it may be right. */
export function misfitOf({ name, opens, forms, around }: Misfit, rules: DirectiveRules): Refusal | undefined {
  const certain = (message: string): Refusal => ({ message, isCertain: true });
  const [first] = forms.filter((form) => (form.contexts & around) !== 0);
  if (name === "include" || name === "") return undefined;
  if (first === undefined)
    return forms.length > 0 ? certain(`"${name}" directive is not allowed here`) : unknown(name, rules);
  if (first.isBlock && !opens) return certain(`directive "${name}" has no opening "{"`);
  if (!first.isBlock && opens) return certain(`directive "${name}" is not terminated by ";"`);
  return certain(`invalid number of arguments in "${name}" directive`);
}

function unknown(name: string, rules: DirectiveRules): Refusal | undefined {
  const { mayHaveModules } = rules;
  const message = `unknown directive "${name}"`;
  const [form] = formsOfDirective(name);
  if (form !== undefined)
    return {
      message: `${message}: ${absence(form, rules)}`,
      isCertain: form.origin !== "plus" || !mayHaveModules,
    };
  const near = similarName(name, directiveNames());
  const isSlip = near !== undefined && editDistance(name, near) <= (name.length < 8 ? 1 : 2);
  if (mayHaveModules && isForeign(name) && !(isSlip && editDistance(name, near) === 1)) return undefined;
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  const isCertain = isSlip || !mayHaveModules || !/^[a-z][a-z0-9_]+$/i.test(name);
  const condition = isCertain ? "" : ", unless a module that is no part of nginx brings it";
  return { message: `${message}${condition}${hint}`, isCertain };
}

/** Why this nginx does not have the directive. */
function absence({ origin, since, until }: DirectiveForm, { version, mayBePlus }: DirectiveRules): string {
  if (origin === "module") return "it is one of a module that this nginx does not have";
  if (origin === "plus" && !mayBePlus) return "it is one of NGINX Plus";
  return until !== "" && version !== undefined && isAtLeast(version, until)
    ? `it is gone since ${until}`
    : `it came with ${since}`;
}
