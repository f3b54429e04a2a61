import type { Simulator } from "../simulator/simulator.ts";

/** What the group is called. */
const groupName = "old friends";

/**
 * Gives a world, whatever version made it, the places without which something couldn't be tried: direct messages with the
 * bot for everyone, and a group of people, which no bot can join. All of them but the last have installed the bot for
 * themselves, so that one can see what the others there are offered: nothing.
 */
export function furnishWorld(simulator: Simulator): void {
  const { world, build } = simulator;
  const people = world.users.filter((user) => !user.bot);
  for (const person of people) simulator.user(person.id).directMessage();
  if (people.length < 2 || world.channels.some(({ kind }) => kind === "group")) return;
  build.createGroup(groupName, people);
  for (const person of people.slice(0, -1)) build.installApp(person);
}
