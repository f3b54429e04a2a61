import { type ChatInputCommandInteraction, escapeMarkdown } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../lib/errors.ts";
import type { Character } from "../../roleplay/character/character.ts";
import { personOf } from "../components/person.ts";
import { textsFor } from "../texts/texts.ts";
import { completeCharacter, requireCharacter } from "./character-option.ts";
import { requireVoice } from "./chat/require-voice.ts";
import type { CommandServices, SpokenCommand } from "./command.ts";
import { requireHost } from "./may-manage.ts";
import { memberName } from "./member-name.ts";

/** Room for the name before it. */
const longestText = 1800;

/** Says something to a character: the way to talk where the bot is no member and reads nothing. */
export const talk: SpokenCommand = {
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: longestText,
    },
    { type: ApplicationCommandOptionType.String, name: "character", autocomplete: true },
  ],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  async words(interaction, services) {
    requireVoice(interaction);
    await bringIn(interaction, services);
    const { user, guildId, channelId } = interaction;
    const text = interaction.options.getString("text", true);
    const persona = services.personas.speaker({ authorId: user.id, text }, { guildId, channelId });
    return `**${escapeMarkdown(persona?.name ?? memberName(interaction))}**: ${text}`;
  },
  async spoken(interaction, messageId, services) {
    const { channelId, guildId, user } = interaction;
    const outcome = await services.chat.hear({
      messageId,
      channelId,
      guildId,
      authorId: user.id,
      authorName: memberName(interaction),
      authorRoleIds: personOf(interaction).roleIds ?? [],
      authorIsBot: false,
      text: interaction.options.getString("text", true),
      attachmentNames: [],
      mentionsBot: true,
      repliesToMessageId: null,
      spokenTo: { characterId: called(interaction, services)?.id ?? null },
    });
    if (outcome.answered) return null;
    return { content: textsFor(interaction).debug.silent[outcome.because] };
  },
};

function called(
  { options }: ChatInputCommandInteraction,
  { library }: CommandServices,
): Character | undefined {
  const given = options.getString("character");
  return given === null ? undefined : requireCharacter(given, library);
}

/** Somebody has to be there to be talked to: whom the person calls joins, where they may bring anyone in. */
async function bringIn(
  interaction: ChatInputCommandInteraction,
  services: CommandServices,
): Promise<void> {
  const { chat, cast } = services;
  const { channelId, guildId, user } = interaction;
  const character = called(interaction, services);
  const there = chat.conversationOf(channelId)?.conversation;
  if (there?.status === "active") {
    if (character === undefined) return;
    if (there.cast.some(({ characterId }) => characterId === character.id)) return;
    requireHost(interaction, chat);
    const person = { starterId: user.id, hostName: memberName(interaction) };
    cast.add(channelId, { characterId: character.id, greeting: null, ...person });
    return;
  }
  if (character === undefined)
    throw new UserError("talk-to-whom", "Nobody is here yet. Say with `character` whom you mean.");
  await chat.start({
    channelId,
    guildId,
    characterId: character.id,
    greeting: null,
    answer: "addressed",
    hostId: user.id,
    hostName: memberName(interaction),
    sinceId: interaction.id,
  });
}
