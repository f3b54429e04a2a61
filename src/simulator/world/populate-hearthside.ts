import type { WorldBuilder } from "./world-builder.ts";

/**
 * The world that a simulator starts with: the guild "Hearthside" with #tavern, #library and the age-restricted
 * #after-dark, and three people. Mara owns and moderates it; Alice and Bob are guests.
 */
export function populateHearthside(world: WorldBuilder): void {
  const mara = world.createUser({ username: "mara", globalName: "Mara" });
  const alice = world.createUser({ username: "alice", globalName: "Alice" });
  const bob = world.createUser({ username: "bob", globalName: "Bob" });
  const guild = world.createGuild({ name: "Hearthside", owner: mara });
  const moderators = world.createRole(guild, {
    name: "Moderators",
    permissions: ["MANAGE_GUILD", "MANAGE_CHANNELS", "MANAGE_MESSAGES", "MANAGE_THREADS"],
  });
  world.addMember(guild, mara, { roles: [moderators] });
  world.addMember(guild, alice);
  world.addMember(guild, bob);
  world.createChannel({
    guild,
    name: "tavern",
    topic: "Pull up a chair. Someone by the fire is always in the mood to talk.",
  });
  world.createChannel({ guild, name: "library", topic: "Quiet conversations." });
  world.createChannel({ guild, name: "after-dark", nsfw: true, topic: "Adults only." });
}
