import {
  type Guild,
  type GuildMember,
  PermissionFlagsBits,
  type PermissionsBitField,
} from "discord.js";
import type { ModelService, ModelUser } from "../../../conversation/models/model-service.ts";
import type { AnswerMode } from "../../../conversation/ports.ts";
import { UserError } from "../../../lib/errors.ts";
import { leastPermissions, type NeededPermission, optionalPermission } from "../../invite-link.ts";
import type { WebhookTrouble } from "../../webhooks/channel-webhooks.ts";
import type { CommandServices } from "../command.ts";

/** How far a server and a channel have come on the way to the first reply. */
export interface SetupState {
  readonly channelId: string;
  /** What the bot's roles lack everywhere in the server. */
  readonly missingInServer: readonly NeededPermission[];
  /** What the server grants, and this channel takes away. */
  readonly missingInChannel: readonly NeededPermission[];
  /** What autoproxy alone needs. */
  readonly mayManageMessages: boolean;
  readonly webhookTrouble: WebhookTrouble | null;
  /** Names of the models that are running. */
  readonly models: readonly string[];
  readonly characters: readonly { readonly id: string; readonly name: string }[];
  /** Cards that can't be read. */
  readonly brokenCards: number;
  /** The chat in this channel, where one is going on. */
  readonly chat: {
    readonly characterId: string;
    readonly character: string;
    readonly answer: AnswerMode;
  } | null;
  /** Which model answers here; null while nobody knows. */
  readonly model: string | null;
  /** The models that the person may have answer here; none where they may not choose. */
  readonly modelChoices: readonly string[];
}

/** Where somebody sets the bot up: a command, or a button below its answer. */
export interface SetupPlace {
  readonly channelId: string | null;
  readonly guild: Guild | null;
  /** What the bot may do in this channel. */
  readonly appPermissions: Readonly<PermissionsBitField>;
}

export async function lookAtSetup(
  { channelId, guild, appPermissions }: SetupPlace & { readonly channelId: string },
  user: ModelUser,
  { chat, library, models, webhookTrouble }: CommandServices,
): Promise<SetupState> {
  const [trouble, queue] = await Promise.all([webhookTrouble(channelId), chat.queueStatus()]);
  const here = chat.conversationOf(channelId);
  const missingInServer = missing(await ownPermissions(guild));
  return {
    channelId,
    missingInServer,
    missingInChannel: missing(appPermissions).filter((name) => !missingInServer.includes(name)),
    mayManageMessages: appPermissions.has(PermissionFlagsBits[optionalPermission]),
    webhookTrouble: trouble,
    models: [...new Set(queue.workers.map(({ engine }) => engine.displayName))],
    characters: library.list().map(({ id, name }) => ({ id, name })),
    brokenCards: library.problems().length,
    chat:
      here === undefined || here.conversation.status !== "active"
        ? null
        : {
            characterId: here.conversation.characterId,
            character: here.character?.name ?? here.conversation.characterId,
            answer: here.conversation.answer,
          },
    model: models.answering(channelId),
    modelChoices: modelChoices(user, models),
  };
}

function modelChoices(user: ModelUser, models: ModelService): readonly string[] {
  try {
    models.requireChoice(user, "channel");
  } catch (thrown) {
    if (thrown instanceof UserError) return [];
    throw thrown;
  }
  return models.files().flatMap(({ id, problem }) => (problem === null ? [id] : []));
}

async function ownPermissions(guild: Guild | null): Promise<Readonly<PermissionsBitField> | null> {
  const me: GuildMember | null = guild === null ? null : await guild.members.fetchMe();
  return me?.permissions ?? null;
}

/** Nothing where nobody knows. */
function missing(permissions: Readonly<PermissionsBitField> | null): readonly NeededPermission[] {
  if (permissions === null) return [];
  return leastPermissions.filter((name) => !permissions.has(PermissionFlagsBits[name]));
}
