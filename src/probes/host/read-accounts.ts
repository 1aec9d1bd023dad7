import { readPlainText } from "../read-plain-file.ts";
import { type Accounts, parseAccounts } from "./accounts.ts";

/** Reads the accounts of the tree under `root` ("" for this host); what can't be read counts as empty. */
export async function readAccounts(root: string): Promise<Accounts> {
  const text = (path: string) => readPlainText(root + path);
  const [passwd, group] = await Promise.all([text("/etc/passwd"), text("/etc/group")]);
  return parseAccounts(passwd, group);
}
