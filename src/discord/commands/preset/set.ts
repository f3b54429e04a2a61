import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { PresetScope } from "../../../conversation/presets/preset-service.ts";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command, CommandServices } from "../command.ts";
import { requireKeeper, requireServerManager } from "../may-manage.ts";
import { completePreset, presetOption, requirePreset } from "./preset-option.ts";

/** Chooses a preset for this chat, for a character on this server, or for the server. */
export const setPreset: Command = {
  tier: "host",
  options: [
    { ...presetOption, required: false },
    {
      type: ApplicationCommandOptionType.String,
      name: "for",
      choices: ["chat", "character", "server"],
    },
    { ...characterOption, required: false },
  ],
  complete(interaction, { presets, library }) {
    const focused = interaction.options.getFocused(true);
    return focused.name === "character"
      ? completeCharacter(focused.value, library, interaction)
      : completePreset(focused.value, presets.list(interaction.guildId));
  },
  run(interaction, services) {
    const { presets, chat } = services;
    const { channelId, guildId, options } = interaction;
    const scope = scopeOf(
      options.getString("for"),
      options.getString("character"),
      channelId,
      services,
    );
    if (scope.kind === "chat") requireKeeper(interaction, chat);
    else requireServerManager(interaction);
    const given = options.getString("preset");
    const id = given === null ? null : requirePreset(given, presets.list(guildId)).id;
    const preset = presets.choose({ channelId, guildId }, scope, id);
    const { preset: texts } = textsFor(interaction);
    const where = texts.scopes[scope.kind];
    return Promise.resolve({
      content:
        preset === null ? texts.takenBack({ where }) : texts.chosen({ preset: preset.name, where }),
    });
  },
};

function scopeOf(
  kind: string | null,
  character: string | null,
  channelId: string,
  { library, chat }: Pick<CommandServices, "library" | "chat">,
): PresetScope {
  if (kind === "server") return { kind: "server" };
  if (kind !== "character" && character === null) return { kind: "chat" };
  if (character !== null)
    return { kind: "character", characterId: requireCharacter(character, library).id };
  const here = chat.conversationOf(channelId)?.character;
  if (here !== undefined) return { kind: "character", characterId: here.id };
  throw new UserError("no-such-character", "Say which character: nobody is in this channel.");
}
