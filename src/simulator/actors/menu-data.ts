import type { Platform } from "../platform/platform.ts";
import { wireMessage } from "../wire/wire-message.ts";
import { wireMember, wireUser } from "../wire/wire-user.ts";
import type { SimChannel, SimCommand, SimMessage, SimUser, WireObject } from "../world/records.ts";

/** An interaction's `data` for a menu command on a message. */
export function messageMenuData(
  command: SimCommand,
  message: SimMessage,
  platform: Platform,
): WireObject {
  // The target comes with its content whatever the intents are.
  const target = wireMessage(message, platform, { withContent: true });
  return {
    ...menu(command),
    target_id: message.id,
    resolved: { messages: { [message.id]: target } },
  };
}

/** An interaction's `data` for a menu command on a user. */
export function userMenuData(
  command: SimCommand,
  user: SimUser,
  channel: SimChannel,
  { world }: Platform,
): WireObject {
  const member = channel.guildId === null ? undefined : world.memberOf(channel.guildId, user.id);
  return {
    ...menu(command),
    target_id: user.id,
    resolved: {
      users: { [user.id]: wireUser(user) },
      ...(member === undefined ? {} : { members: { [user.id]: wireMember(member) } }),
    },
  };
}

function menu(command: SimCommand): WireObject {
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
  };
}
