/** An account as its groups decide what it may open. */
export interface Account {
  readonly uid: number;
  /** The primary group and the supplementary ones. */
  readonly gids: readonly number[];
}

/** The host's accounts, from the texts of passwd(5) and group(5). Accounts that only LDAP or NSS know are not in there. */
export interface Accounts {
  readonly account: (name: string) => Account | undefined;
  readonly userName: (uid: number) => string | undefined;
  readonly groupName: (gid: number) => string | undefined;
}

export function parseAccounts(passwd: string, group: string): Accounts {
  const users = records(passwd);
  const groups = records(group);
  return {
    account: (name) => {
      const user = users.find((fields) => fields[0] === name || fields[2] === name);
      const uid = idOf(user?.[2]);
      const gid = idOf(user?.[3]);
      if (user === undefined || uid === undefined || gid === undefined) return undefined;
      const others = groups.filter((fields) => (fields[3] ?? "").split(",").includes(user[0] ?? ""));
      return { uid, gids: [gid, ...others.flatMap((fields) => idOf(fields[2]) ?? [])] };
    },
    userName: (uid) => users.find((fields) => idOf(fields[2]) === uid)?.[0],
    groupName: (gid) => groups.find((fields) => idOf(fields[2]) === gid)?.[0],
  };
}

function records(text: string): readonly (readonly string[])[] {
  return text.split("\n").flatMap((line) => (line === "" || line.startsWith("#") ? [] : [line.split(":")]));
}

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
