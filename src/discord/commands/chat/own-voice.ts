import type { Texts } from "../../texts/en/english.ts";
import type { WebhookTrouble } from "../../webhooks/channel-webhooks.ts";

/** What to say where characters can't have their own names and pictures; nothing where they can. */
export function ownVoiceLines(
  trouble: WebhookTrouble | null,
  { noOwnVoice }: Pick<Texts["chat"], "noOwnVoice">,
): readonly string[] {
  return trouble === null
    ? []
    : [`-# ${noOwnVoice[trouble === "permission" ? "permission" : "full"]}`];
}
