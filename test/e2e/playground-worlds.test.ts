import { expect, test } from "vitest";
import { runPlayground } from "../../src/app/run-playground.ts";
import { loadSettings } from "../../src/config/load-settings.ts";
import { inviteLink } from "../../src/discord/invite-link.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { loadWorld, saveWorld } from "../../src/playground/world-file.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { WorldSnapshot } from "../../src/simulator/world/world-snapshot.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const manageMessages = 1n << 13n;

/** A world as an early version of the program left it: the bot may look and speak, and there is no group. */
function anEarlyWorld(): WorldSnapshot {
  const simulator = createSimulator({
    populate: (build) => {
      const [owner, guest] = ["mara", "alice"].map((username) => build.createUser({ username }));
      if (owner === undefined || guest === undefined) throw new Error("unreachable");
      const botPermissions = ["VIEW_CHANNEL", "SEND_MESSAGES", "PIN_MESSAGES"] as const;
      const guild = build.createGuild({ name: "Hearthside", owner, botPermissions });
      build.addMember(guild, guest);
      build.createChannel({ guild, name: "tavern" });
    },
  });
  return simulator.snapshot();
}

function botRights({ guilds }: WorldSnapshot): bigint {
  const role = guilds[0]?.roles.find(({ managed }) => managed);
  return BigInt(role?.permissions ?? 0);
}

test("a world of an earlier version gets the bot's rights of today and the group, and keeps what it had", async () => {
  using folder = temporaryFolder();
  const file = folder.file("hearthside.playground.json");
  const early = anEarlyWorld();
  await saveWorld(file, early);
  const settings = loadSettings({ DATABASE_FILE: folder.file("hearthside.db"), PORT: "0" });
  const running = await runPlayground(settings, {
    logger: silentLogger,
    clock: systemClock,
    print: () => {},
    signal: new AbortController().signal,
  });
  await running.stop();

  const now = await loadWorld(file, silentLogger);
  if (now === undefined) throw new Error("nothing was saved");
  const invited = BigInt(new URL(inviteLink("1")).searchParams.get("permissions") ?? 0);
  const wanted = invited | manageMessages;
  expect(botRights(early) & wanted).not.toBe(wanted);
  expect(botRights(now)).toBe(botRights(early) | wanted);
  const groups = now.channels.filter(({ kind }) => kind === "group");
  expect(groups).toMatchObject([{ participantIds: early.users.slice(1).map(({ id }) => id) }]);
  expect(now.users.map(({ username, hasApp }) => [username, hasApp])).toEqual([
    ["Hearthside", undefined],
    ["mara", true],
    ["alice", undefined],
  ]);
  expect(now.channels.map(({ name }) => name)).toContain("tavern");
});
