import type { Stage } from "./real-bot.ts";

/** Until a message was heard, nothing is known of it. */
const unheard = "Nothing is known of this message";

/** What `/debug why` tells `person` of a message, once it was heard. */
export async function askWhy(
  stage: Stage,
  message: { readonly id: string },
  { person = "bob", channel = "#tavern" } = {},
): Promise<string> {
  for (let tries = 0; ; tries++) {
    const told = await stage
      .as(person, channel)
      .slash("debug why", { message: message.id })
      .reply();
    if (tries === 50 || !told.content.startsWith(unheard)) return told.content;
  }
}
