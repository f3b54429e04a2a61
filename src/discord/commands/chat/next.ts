import { personOf } from "../../components/person.ts";
import { textsFor } from "../../texts/texts.ts";
import { completeMember, requireMember } from "../character/member-option.ts";
import { characterOption } from "../character-option.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";
import { requireVoice } from "./require-voice.ts";

/** Lets someone speak without being called: the one who is given, or whoever is next. */
export const nextSpeaker: Command = {
  tier: "host",
  options: [{ ...characterOption, required: false }],
  complete: completeMember,
  run(interaction, services) {
    const given = interaction.options.getString("character");
    const id = given === null ? null : requireMember(interaction, services).id;
    requireHost(interaction, services.chat);
    requireVoice(interaction);
    const { name } = services.cast.next(interaction.channelId, id, personOf(interaction));
    const { nextIs } = textsFor(interaction).chat;
    return Promise.resolve({ content: nextIs({ character: name }), deed: name });
  },
};
