import type { SimUser } from "./records.ts";
import type { WorldBuilder } from "./world-builder.ts";

/** What things are called in the world that a simulator starts with. */
export interface HearthsideNames {
  readonly guild: string;
  readonly channels: readonly { readonly name: string; readonly topic?: string }[];
  /** The age-restricted channel. */
  readonly nsfwChannel: string;
  /** Owns and moderates the guild. */
  readonly moderator: string;
  readonly guests: readonly string[];
}

const defaultNames: HearthsideNames = {
  guild: "Hearthside",
  channels: [
    {
      name: "tavern",
      topic: "Pull up a chair. Someone by the fire is always in the mood to talk.",
    },
    { name: "library", topic: "Quiet conversations." },
  ],
  nsfwChannel: "nsfw",
  moderator: "mara",
  guests: ["alice", "bob"],
};

/** One guild with its channels, a moderator and guests. */
export function populateHearthside(
  world: WorldBuilder,
  names: Partial<HearthsideNames> = {},
): void {
  const chosen = { ...defaultNames, ...names };
  const moderator = createPerson(world, chosen.moderator);
  const guests = chosen.guests.map((name) => createPerson(world, name));
  const guild = world.createGuild({ name: chosen.guild, owner: moderator });
  const role = world.createRole(guild, {
    name: "Moderators",
    permissions: ["MANAGE_GUILD", "MANAGE_CHANNELS", "MANAGE_MESSAGES", "MANAGE_THREADS"],
  });
  world.addMember(guild, moderator, { roles: [role] });
  for (const guest of guests) world.addMember(guild, guest);
  for (const channel of chosen.channels) world.createChannel({ guild, ...channel });
  world.createChannel({ guild, name: chosen.nsfwChannel, nsfw: true, topic: "Adults only." });
}

/** A person whose shown name is the username with a capital. */
function createPerson(world: WorldBuilder, username: string): SimUser {
  const globalName = username.charAt(0).toUpperCase() + username.slice(1);
  return world.createUser({ username, globalName });
}
