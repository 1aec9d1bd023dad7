import { defineCheck, useful } from "../../src/model/check.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import type { DiskFacts } from "../../src/model/resources.ts";
import { bytes, hostClaim } from "../../src/testimony/host-claim.ts";
import { forSome, logClaim, loggedAs } from "../../src/testimony/logged.ts";
import { fix } from "../../src/testimony/remedy.ts";
import { hasFailures } from "../../src/testimony/symptoms.ts";
import { conclude, contributing, latent, root, skip } from "../../src/testimony/verdict.ts";

/** Share of a disk, and room on it: a large disk that is nearly full still holds the logs of weeks. */
const FULL = 0.98;
const ROOM_BYTES = 5 * 2 ** 30;

export default defineCheck({
  id: "disk-has-room",
  layer: "resources",
  since: "0.1.0",
  title: "The gateway can write to its disks",
  about: [
    'Looks in the gateway\'s log for "No space left on device", which is a failure; and at the disks under the folders of its',
    "logs, temporary files and caches: full means 98 % or more with less than 5 GiB left, or no inode free. That alone fails",
    "nothing, since the gateway goes on without its log: beside failures it is said to make them worse, alone it is a note.",
    "Folders that neither the config nor the options of the build name are not looked at.",
  ].join("\n"),
  for: "gateway",
  needs: {
    resources: useful("resources"),
    logs: useful("log"),
    connects: useful("connect"),
    handshakes: useful("handshake"),
    exchanges: useful("exchange"),
  },
  causes: {
    "disk-full": {
      title: ({ args }) =>
        args.isNow === 1
          ? `${args.asker} finds no space left on its disk: ${args.times} times`
          : `The disk under ${args.folder} is full`,
      meaning:
        "No blocks or no inodes are left on a disk that the gateway writes to. Answers and uploads that do not fit into memory are " +
        "cut off or refused (500), caches stop, and the log ends without a word.",
      fix: ({ args }) =>
        fix(
          "Make room, and let logs be rotated before they fill the disk",
          [
            "A deleted log that the gateway still holds open frees nothing until it reopens its logs.",
            ...(args.kind === "nginx" ? ["nginx -s reopen, after logs were moved or removed."] : []),
          ],
          [diskCommand("-h", args.folder), diskCommand("-i", args.folder), "lsof +L1 | head"],
        ),
      verify: ({ args }) => [
        args.isNow === 1 ? `grep -c 'No space left on device' ${args.path}` : diskCommand("-h", args.folder),
      ],
      includes: [],
    },
  },
  judge({ gateway, seen }) {
    const events = loggedAs(seen.logs, ["disk-full"]);
    const disks = seen.resources.flatMap(({ facts }) => facts.disks);
    const [full] = disks.filter((disk) => isFull(disk) || hasNoInodes(disk));
    if (events.length > 0) {
      const named = full === undefined ? [] : [room(full)];
      const args = { isNow: 1, folder: full?.folder ?? "" };
      const of = {
        cause: "disk-full",
        ground: "disk",
        strength: full === undefined ? 0.88 : 0.95,
        args,
      } as const;
      const logged = logClaim(gateway, events, of);
      return conclude([forSome(root({ ...logged, evidence: [...logged.evidence, ...named] }))], "");
    }
    if (disks.length === 0) return skip("no disk that the gateway writes to was looked at");
    if (full === undefined) return conclude([], `${disks.map(room).join("; ")}`);
    const claim = hostClaim(gateway, {
      cause: "disk-full",
      strength: 0.85,
      ground: "disk",
      evidence: disks.filter((disk) => isFull(disk) || hasNoInodes(disk)).map(room),
      args: { folder: full.folder },
    });
    return conclude([hasFailures(seen) ? contributing(claim) : latent(claim)], "");
  },
});

/** As df counts: what is kept back for root is neither used nor left. */
function isFull({ usedBytes, availableBytes }: DiskFacts): boolean {
  return availableBytes < ROOM_BYTES && usedBytes >= (usedBytes + availableBytes) * FULL;
}

function hasNoInodes({ inodes }: DiskFacts): boolean {
  return inodes !== undefined && inodes.free === 0;
}

function room(disk: DiskFacts): string {
  const percent = Math.floor((100 * disk.usedBytes) / Math.max(1, disk.usedBytes + disk.availableBytes));
  const inodes = hasNoInodes(disk) ? ", and no inode is free" : "";
  return `${disk.folder}: ${percent} % used, ${bytes(disk.availableBytes)} left${inodes}`;
}

/** All disks, where the log does not say which one it was. */
function diskCommand(flag: "-h" | "-i", folder: string | number | undefined): string {
  return folder === undefined || folder === "" ? `df ${flag}` : `df ${flag} ${shellQuote(String(folder))}`;
}
