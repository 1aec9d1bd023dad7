import { listIn, map, mapIn, put, putAlways, text } from "../json.ts";
import type { Handler } from "../run.ts";
import { readBlock, type Subdirective } from "../subdirectives.ts";
import { handler } from "./handler.ts";

const account: Subdirective = (d, into) => {
  const name = d.token();
  const password = d.nextArg() ? d.token() : undefined;
  const salt = d.nextArg() ? d.token() : undefined;
  if (d.nextArg()) d.wrongCount();
  if (name.text === "" || password === undefined || password.text === "")
    return void d.refuse("username and password cannot be empty or missing");
  const made = map(name);
  putAlways(made, "username", text(name, name.text));
  putAlways(made, "password", text(password, password.text));
  if (salt !== undefined) put(made, "salt", text(salt, salt.text));
  listIn(into, "accounts", name).items.push(made);
};

/** `basic_auth [matcher] [hash [realm]] { name hash }`, until Caddy 2.8 `basicauth` */
export const basicAuth: Handler = (d, helper) => {
  d.next();
  const at = d.token();
  const [hash, realm, ...more] = d.remaining();
  if (more.length > 0) d.wrongCount();
  const name = hash ?? { ...at, text: "bcrypt" };
  if (!["bcrypt", "scrypt", "argon2id"].includes(name.text))
    d.refuse(`unrecognized hash algorithm: ${name.text}`);
  if (at.text === "basicauth" && helper.run.since("2.8.0"))
    helper.run.onNote("basicauth is deprecated in Caddy; use basic_auth");
  const basic = map(at, { hash: map(name, { algorithm: text(name, name.text) }) });
  mapIn(basic, "hash_cache", at);
  if (realm !== undefined) put(basic, "realm", text(realm, realm.text));
  readBlock(d, basic, helper, {}, account);
  return handler(at, "authentication", { providers: map(at, { http_basic: basic }) });
};
