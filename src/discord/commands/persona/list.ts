import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { personaPlace } from "./persona-option.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;

/** The person's personas, and who they are here. */
export const listPersonas: Command = {
  options: [],
  run(interaction, { personas }) {
    const texts = textsFor(interaction).persona;
    const overview = personas.overview(interaction.user.id, personaPlace(interaction));
    const { choice, autoproxy } = overview;
    const lines = overview.personas.map(({ id, name, pronouns }) =>
      texts.line({ name, pronouns, current: id === choice?.personaId }),
    );
    const proxied = overview.personas.find(({ id }) => id === autoproxy?.personaId);
    const footer =
      autoproxy === undefined
        ? texts.autoproxyOff
        : autoproxy.mode === "latch"
          ? texts.autoproxyLatch
          : texts.autoproxyOn({ name: proxied?.name ?? "" });
    const description = lines.length === 0 ? texts.none : lines.join("\n");
    return Promise.resolve({
      embeds: [
        {
          title: texts.title,
          description: shorten(description, longestDescription),
          footer: { text: footer },
        },
      ],
    });
  },
};
