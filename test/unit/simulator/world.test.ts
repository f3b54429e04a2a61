import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { IdSource, timeOfId } from "../../../src/simulator/world/id-source.ts";
import type { PermissionName } from "../../../src/simulator/world/permissions.ts";
import type { SimChannel, SimGuild, SimUser } from "../../../src/simulator/world/records.ts";
import { createManualClock } from "../../support/manual-clock.ts";

const start = Date.UTC(2026, 0, 1);

describe("ids", () => {
  test("grow, have 17 to 19 digits, and carry the time", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 100 }), (steps) => {
        const clock = createManualClock(start);
        const ids = new IdSource(clock);
        let last = 0n;
        for (const step of steps) {
          clock.advance(step);
          const id = ids.next();
          expect(id).toMatch(/^\d{17,19}$/);
          expect(BigInt(id)).toBeGreaterThan(last);
          expect(timeOfId(id)).toBe(clock.now());
          last = BigInt(id);
        }
      }),
    );
  });

  test("a clock that gives too short ids is refused", () => {
    expect(() => new IdSource(createManualClock(0))).toThrow("2016");
  });
});

describe("permissions", () => {
  const may = (
    permission: PermissionName,
    change: (place: {
      readonly simulator: Simulator;
      readonly guild: SimGuild;
      readonly channel: SimChannel;
      readonly alice: SimUser;
    }) => void = () => {},
  ): boolean => {
    const simulator = createSimulator({ clock: createManualClock(start) });
    const [guild] = simulator.world.guilds;
    const channel = simulator.world.channel("#tavern");
    const alice = simulator.world.user("alice");
    if (guild === undefined || channel === undefined || alice === undefined)
      throw new Error("the world is empty");
    change({ simulator, guild, channel, alice });
    return simulator.world.may(alice.id, permission, channel.id);
  };

  test("members may what everyone may", () => {
    expect(may("SEND_MESSAGES")).toBe(true);
    expect(may("MANAGE_MESSAGES")).toBe(false);
  });

  test("a role adds to it", () => {
    const withRole = may("MANAGE_MESSAGES", ({ simulator, guild, alice }) => {
      const role = simulator.build.createRole(guild, {
        name: "Helpers",
        permissions: ["MANAGE_MESSAGES"],
      });
      simulator.build.addMember(guild, alice, { roles: [role] });
    });
    expect(withRole).toBe(true);
  });

  test("a channel can take it from everyone and give it back to one", () => {
    const everyone = (guild: SimGuild) => {
      const [role] = guild.roles;
      if (role === undefined) throw new Error("no roles");
      return role;
    };
    expect(
      may("SEND_MESSAGES", ({ simulator, guild, channel }) =>
        simulator.build.setPermissions({ channel, of: everyone(guild), deny: ["SEND_MESSAGES"] }),
      ),
    ).toBe(false);
    expect(
      may("SEND_MESSAGES", ({ simulator, guild, channel, alice }) => {
        simulator.build.setPermissions({ channel, of: everyone(guild), deny: ["SEND_MESSAGES"] });
        simulator.build.setPermissions({ channel, of: alice, allow: ["SEND_MESSAGES"] });
      }),
    ).toBe(true);
  });

  test("who can't see a channel can do nothing in it", () => {
    expect(
      may("SEND_MESSAGES", ({ simulator, channel, alice }) =>
        simulator.build.setPermissions({ channel, of: alice, deny: ["VIEW_CHANNEL"] }),
      ),
    ).toBe(false);
  });

  test("administrators and the owner may everything", () => {
    expect(
      may("MANAGE_WEBHOOKS", ({ simulator, guild, alice }) => {
        const role = simulator.build.createRole(guild, {
          name: "Admins",
          permissions: ["ADMINISTRATOR"],
        });
        simulator.build.addMember(guild, alice, { roles: [role] });
      }),
    ).toBe(true);
  });
});

test("a thread is as age-restricted and as open as its parent", () => {
  const simulator = createSimulator({ clock: createManualClock(start) });
  const parent = simulator.world.channel("#nsfw");
  const owner = simulator.world.user("alice");
  if (parent === undefined || owner === undefined) throw new Error("the world is empty");
  const thread = simulator.build.createThread({ parent, name: "behind the curtain", owner });
  simulator.build.setPermissions({ channel: parent, of: "bot", deny: ["VIEW_CHANNEL"] });
  expect(simulator.world.may(simulator.botUserId, "VIEW_CHANNEL", thread.id)).toBe(false);
});
