import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { CastChanges } from "../../../conversation/cast/cast-store.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption } from "../character-option.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";
import { completeMember, requireMember } from "./member-option.ts";

/** Says how readily a character speaks here, and whether it is muted. */
export const tuneCharacter: Command = {
  tier: "host",
  options: [
    characterOption,
    {
      type: ApplicationCommandOptionType.Integer,
      name: "talkativeness",
      min_value: 0,
      max_value: 100,
    },
    { type: ApplicationCommandOptionType.Boolean, name: "muted" },
  ],
  complete: completeMember,
  run(interaction, services) {
    const { options, channelId } = interaction;
    const { id, name } = requireMember(interaction, services);
    requireHost(interaction, services.chat);
    const percent = options.getInteger("talkativeness");
    const muted = options.getBoolean("muted");
    // Without either, it is as the card says again.
    const asTheCard: CastChanges = { talkativeness: null, muted: false };
    const given: CastChanges = {
      ...(percent === null ? {} : { talkativeness: percent / 100 }),
      ...(muted === null ? {} : { muted }),
    };
    services.cast.tune(channelId, id, Object.keys(given).length === 0 ? asTheCard : given);
    const now = services.cast.members(channelId).find(({ character }) => character.id === id);
    return Promise.resolve({
      content: textsFor(interaction).character.tuned({
        character: name,
        percent: Math.round((now?.talkativeness ?? 0) * 100),
        muted: now?.member.muted ?? false,
      }),
      deed: name,
    });
  },
};
