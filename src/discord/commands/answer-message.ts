import type { Answer } from "./command.ts";

/** An answer as discord.js sends it. What the answer doesn't have, an edited message loses. */
export function answerMessage({ content, embeds, files, rows }: Answer) {
  return {
    content: content ?? "",
    embeds: [...(embeds ?? [])],
    components: [...(rows ?? [])],
    files: (files ?? []).map(({ name, bytes }) => ({ name, attachment: Buffer.from(bytes) })),
  };
}
