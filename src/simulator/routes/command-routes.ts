import { invalidBody, throwProblems, unknown } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { checkCommands } from "../rules/command-rules.ts";
import { isObject } from "../rules/text.ts";
import type { SimCommand, WireObject } from "../world/records.ts";
import { guildOf, ownApplication } from "./find.ts";

const everywhere = "/applications/{application_id}/commands";
const inGuild = "/applications/{application_id}/guilds/{guild_id}/commands";

export const commandRoutes: readonly Route[] = [
  {
    method: "GET",
    template: everywhere,
    auth: "bot",
    handle: (request) => list(null, request),
  },
  {
    method: "PUT",
    template: everywhere,
    auth: "bot",
    handle: (request) => replace(null, request),
  },
  {
    method: "POST",
    template: everywhere,
    auth: "bot",
    handle: (request) => add(null, request),
  },
  {
    method: "DELETE",
    template: `${everywhere}/{command_id}`,
    auth: "bot",
    handle: (request) => {
      ownApplication(request);
      const { world } = request.platform;
      const id = request.param("command_id");
      if (!world.commands.some((command) => command.id === id)) throw unknown("command");
      world.commands = world.commands.filter((command) => command.id !== id);
      registered(null, request);
      return noContent;
    },
  },
  {
    method: "GET",
    template: inGuild,
    auth: "bot",
    handle: (request) => list(guildOf(request).id, request),
  },
  {
    method: "PUT",
    template: inGuild,
    auth: "bot",
    handle: (request) => replace(guildOf(request).id, request),
  },
];

function list(guildId: string | null, request: RouteRequest) {
  ownApplication(request);
  return ok(ofScope(guildId, request).map((command) => command.definition));
}

function replace(guildId: string | null, request: RouteRequest) {
  ownApplication(request);
  const { world } = request.platform;
  if (!Array.isArray(request.body))
    throw invalidBody(
      [
        {
          path: [],
          code: "LIST_TYPE_CONVERT",
          message: "Only iterables may be used in a ListType",
        },
      ],
      "invalid-command",
    );
  throwProblems(checkCommands(request.body), "invalid-command");
  const before = ofScope(guildId, request);
  const commands = request.body
    .filter(isObject)
    .map((definition) => toCommand(definition, guildId, before, request));
  world.commands = [
    ...world.commands.filter((command) => command.guildId !== guildId),
    ...commands,
  ];
  registered(guildId, request);
  return ok(commands.map((command) => command.definition));
}

function add(guildId: string | null, request: RouteRequest) {
  ownApplication(request);
  const { world } = request.platform;
  throwProblems(checkCommands([request.body]), "invalid-command");
  const before = ofScope(guildId, request);
  const command = toCommand(isObject(request.body) ? request.body : {}, guildId, before, request);
  const isNew = !before.some((other) => other.id === command.id);
  world.commands = [...world.commands.filter((other) => other.id !== command.id), command];
  registered(guildId, request);
  return { status: isNew ? 201 : 200, body: command.definition };
}

/** A command keeps its id as long as its name and type stay. */
function toCommand(
  definition: WireObject,
  guildId: string | null,
  before: readonly SimCommand[],
  { platform }: RouteRequest,
): SimCommand {
  const type = definition["type"] === 2 || definition["type"] === 3 ? definition["type"] : 1;
  const name = String(definition["name"]);
  const id =
    before.find((command) => command.name === name && command.type === type)?.id ??
    platform.ids.next();
  return {
    id,
    guildId,
    name,
    type,
    definition: {
      dm_permission: true,
      contexts: null,
      integration_types: [0],
      nsfw: false,
      default_member_permissions: null,
      description: "",
      ...Object.fromEntries(
        Object.entries(definition)
          .filter(([, value]) => value !== null && value !== undefined)
          // A number on the way in is a text on the way out.
          .map(([key, value]) => [
            key,
            key === "default_member_permissions" ? String(value) : value,
          ]),
      ),
      id,
      application_id: platform.bot.id,
      version: platform.ids.next(),
      type,
      name,
      ...(guildId === null ? {} : { guild_id: guildId }),
    },
  };
}

function ofScope(guildId: string | null, { platform }: RouteRequest): readonly SimCommand[] {
  return platform.world.commands.filter((command) => command.guildId === guildId);
}

function registered(guildId: string | null, request: RouteRequest): void {
  request.platform.emit({
    type: "commands-registered",
    guildId,
    commands: ofScope(guildId, request),
  });
}
