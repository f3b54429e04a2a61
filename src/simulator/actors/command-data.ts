import { contextOf, installedFor } from "../platform/interactions.ts";
import type { Platform } from "../platform/platform.ts";
import { objectsOf } from "../rules/text.ts";
import { guildPermissions } from "../world/member-permissions.ts";
import { permissionBits } from "../world/permissions.ts";
import type { SimChannel, SimCommand, WireObject } from "../world/records.ts";
import { ActorError, type OptionValue } from "./actor.ts";
import { resolveOption } from "./resolve-option.ts";

const subcommand = 1;
const subcommandGroup = 2;

interface CommandQuery {
  readonly channel: SimChannel;
  readonly userId: string;
  readonly type: 1 | 2 | 3;
  readonly name: string;
}

/** The command that this person is offered here. Throws when it isn't registered or not shown to them. */
export function findCommand(
  { channel, userId, type, name }: CommandQuery,
  platform: Platform,
): SimCommand {
  const { world } = platform;
  const { guildId } = channel;
  const candidates = world
    .commandsFor(guildId)
    .filter((command) => command.type === type && command.name === name);
  // A guild's own command hides the one that is registered everywhere.
  const command = candidates.find((each) => each.guildId !== null) ?? candidates[0];
  if (command === undefined) throw new ActorError(`No command "${name}" is registered here.`);
  const refusal = refusalOf(command, { channel, userId }, platform);
  if (refusal !== undefined) throw new ActorError(`"${name}" ${refusal}`);
  return command;
}

/** Why Discord's client doesn't show a command to this person here; undefined when it does. */
export function refusalOf(
  { definition }: SimCommand,
  { channel, userId }: Pick<CommandQuery, "channel" | "userId">,
  platform: Platform,
): string | undefined {
  const { world } = platform;
  const { guildId } = channel;
  const contexts = definition["contexts"];
  if (Array.isArray(contexts) && !contexts.includes(contextOf(channel)))
    return "isn't offered in this kind of channel.";
  const user = world.userById.get(userId);
  const installed = user === undefined ? undefined : installedFor(user, channel, platform);
  const types = Array.isArray(definition["integration_types"])
    ? definition["integration_types"]
    : [0];
  if (!(installed?.place && types.includes(0)) && !(installed?.user && types.includes(1)))
    return "isn't offered here: nobody installed the application for it.";
  if (definition["nsfw"] === true && !world.home(channel).nsfw && guildId !== null)
    return "is offered in age-restricted channels alone.";
  const needed = definition["default_member_permissions"];
  const guild = guildId === null ? undefined : world.guildById.get(guildId);
  if (typeof needed === "string" && guild !== undefined) {
    const bits = guildPermissions(guild, userId);
    const isAdmin = (bits & permissionBits.ADMINISTRATOR) !== 0n;
    if (!isAdmin && (needed === "0" || (bits & BigInt(needed)) !== BigInt(needed)))
      return "isn't offered to this person: permissions are missing.";
  }
  return undefined;
}

/** An interaction's `data` for a slash command or for autocomplete (`focused` is then the option's name). */
export function commandData(
  call: {
    readonly command: SimCommand;
    /** With subcommands: "chat start". */
    readonly name: string;
    readonly options: Readonly<Record<string, OptionValue>>;
    readonly focused: string | null;
    readonly channel: SimChannel;
  },
  platform: Platform,
): WireObject {
  const { command, options, focused } = call;
  const [, ...path] = call.name.split(" ");
  const resolved: Record<string, Record<string, unknown>> = {};
  const leaf = descend(command.definition, path);
  const given = leaf.flatMap((option) => {
    const name = String(option["name"]);
    const value = options[name];
    if (value === undefined) {
      if (option["required"] === true && focused === null)
        throw new ActorError(`Option "${name}" of "${call.name}" is required.`);
      return [];
    }
    if (focused === name)
      return [{ type: option["type"], name, value: typed(name, value), focused: true }];
    const found = resolveOption(
      option,
      value,
      { channel: call.channel, lenient: focused !== null },
      platform,
    );
    for (const [kind, entries] of Object.entries(found.resolved))
      resolved[kind] = { ...resolved[kind], ...entries };
    return [{ type: option["type"], name, value: found.value }];
  });
  const unknown = Object.keys(options).find(
    (name) => !leaf.some((option) => option["name"] === name),
  );
  if (unknown !== undefined) throw new ActorError(`"${call.name}" has no option "${unknown}".`);
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
    options: wrap(command.definition, path, given),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
  };
}

/** The text that stands in an option's field. */
function typed(option: string, value: OptionValue): string {
  if (typeof value === "object") throw new ActorError(`Option "${option}" takes no text.`);
  return String(value);
}

/** The options of the (sub)command that the path leads to. */
function descend(definition: WireObject, path: readonly string[]): readonly WireObject[] {
  const options = objectsOf(definition["options"]);
  const nested = options.filter(
    (option) => option["type"] === subcommand || option["type"] === subcommandGroup,
  );
  const [next, ...rest] = path;
  if (next === undefined) {
    if (nested.length > 0)
      throw new ActorError(`"${String(definition["name"])}" needs one of its subcommands.`);
    return options;
  }
  const child = nested.find((option) => option["name"] === next);
  if (child === undefined)
    throw new ActorError(`"${String(definition["name"])}" has no subcommand "${next}".`);
  return descend(child, rest);
}

function wrap(
  definition: WireObject,
  path: readonly string[],
  given: readonly WireObject[],
): readonly WireObject[] {
  const [next, ...rest] = path;
  if (next === undefined) return given;
  const child = objectsOf(definition["options"]).find((option) => option["name"] === next) ?? {};
  return [{ type: child["type"], name: next, options: wrap(child, rest, given) }];
}
