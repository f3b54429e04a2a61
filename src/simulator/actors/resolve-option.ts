import type { Platform } from "../platform/platform.ts";
import { codePointLength, objectsOf } from "../rules/text.ts";
import { wireAttachment } from "../wire/wire-attachment.ts";
import { wireChannel } from "../wire/wire-channel.ts";
import { wireMember, wireRole, wireUser } from "../wire/wire-user.ts";
import type { SimChannel, WireObject } from "../world/records.ts";
import { ActorError, type OptionValue } from "./actor.ts";
import { storeUpload } from "./compose-message.ts";

/** Discord's option types. */
const optionTypes = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export interface ResolvedOption {
  readonly value: string | number | boolean;
  /** What Discord sends along under `resolved`: kind -> id -> object. */
  readonly resolved: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Turns what a person typed for an option into what Discord sends, and refuses what its client would refuse. */
export function resolveOption(
  option: WireObject,
  value: OptionValue,
  place: { readonly channel: SimChannel; readonly lenient: boolean },
  platform: Platform,
): ResolvedOption {
  const name = String(option["name"]);
  switch (option["type"]) {
    case optionTypes.string:
      if (typeof value !== "string") throw wrong(name, "a text");
      if (!place.lenient) checkString(option, value);
      return plain(value);
    case optionTypes.integer:
    case optionTypes.number:
      if (typeof value !== "number") throw wrong(name, "a number");
      if (option["type"] === optionTypes.integer && !Number.isInteger(value))
        throw wrong(name, "a whole number");
      checkRange(option, value);
      return plain(value);
    case optionTypes.boolean:
      if (typeof value !== "boolean") throw wrong(name, "true or false");
      return plain(value);
    case optionTypes.user:
    case optionTypes.mentionable:
      return resolveUser(name, asName(name, value), place.channel, platform);
    case optionTypes.channel: {
      const channel = platform.world.channel(asName(name, value));
      if (channel === undefined) throw wrong(name, "a channel");
      const wire = { ...wireChannel(channel, platform.world), permissions: "0" };
      return { value: channel.id, resolved: { channels: { [channel.id]: wire } } };
    }
    case optionTypes.role:
      return resolveRole(name, asName(name, value), place.channel, platform);
    case optionTypes.attachment: {
      if (typeof value !== "object") throw wrong(name, "a file");
      const file = storeUpload(value, place.channel, platform);
      const wire = wireAttachment(file, { ephemeral: true }, platform);
      return { value: file.id, resolved: { attachments: { [file.id]: wire } } };
    }
    default:
      throw new ActorError(`Option "${name}" has a type that actors can't fill in.`);
  }
}

function resolveUser(
  name: string,
  value: string,
  channel: SimChannel,
  { world }: Platform,
): ResolvedOption {
  const user = world.user(value.replace(/^@/, ""));
  if (user === undefined) throw wrong(name, "a user");
  const member = channel.guildId === null ? undefined : world.memberOf(channel.guildId, user.id);
  return {
    value: user.id,
    resolved: {
      users: { [user.id]: wireUser(user) },
      ...(member === undefined
        ? {}
        : { members: { [user.id]: { ...wireMember(member), permissions: "0" } } }),
    },
  };
}

function resolveRole(
  name: string,
  value: string,
  channel: SimChannel,
  { world, bot }: Platform,
): ResolvedOption {
  const guild = channel.guildId === null ? undefined : world.guildById.get(channel.guildId);
  const role = guild?.roles.find((each) => each.id === value || each.name === value);
  if (guild === undefined || role === undefined) throw wrong(name, "a role");
  return { value: role.id, resolved: { roles: { [role.id]: wireRole(role, guild, bot) } } };
}

function checkString(option: WireObject, value: string): void {
  const name = String(option["name"]);
  const choices = objectsOf(option["choices"]);
  if (choices.length > 0 && !choices.some((choice) => choice["value"] === value))
    throw wrong(name, `one of ${choices.map((choice) => String(choice["value"])).join(", ")}`);
  const length = codePointLength(value);
  const { min_length: min, max_length: max = 6000 } = option;
  if (!isBetween(length, min, max)) throw wrong(name, `a text ${range(min, max)} characters long`);
}

function checkRange(option: WireObject, value: number): void {
  const { min_value: min, max_value: max } = option;
  if (!isBetween(value, min, max))
    throw wrong(String(option["name"]), `a number ${range(min, max)}`);
}

/** A bound that isn't a number isn't there. */
function isBetween(value: number, min: unknown, max: unknown): boolean {
  return !(typeof min === "number" && value < min) && !(typeof max === "number" && value > max);
}

/** "from 0 to 100", "from 1", or "of at most 5". */
function range(min: unknown, max: unknown): string {
  if (typeof min !== "number") return `of at most ${String(max)}`;
  return typeof max === "number" ? `from ${min} to ${max}` : `from ${min}`;
}

/** Something that is named, not uploaded. */
function asName(option: string, value: OptionValue): string {
  if (typeof value === "object") throw wrong(option, "a name");
  return String(value);
}

function plain(value: string | number | boolean): ResolvedOption {
  return { value, resolved: {} };
}

function wrong(name: string, wanted: string): ActorError {
  return new ActorError(`Option "${name}" takes ${wanted}.`);
}
