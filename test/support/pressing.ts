import type { ActorInteraction } from "../../src/simulator/actors/actor.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import type { Stage } from "./real-bot.ts";

interface Button {
  readonly customId: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** The buttons below a message. */
export function buttonsOf(message: SimMessage): readonly Button[] {
  return message.components.flatMap((row) =>
    ((row["components"] ?? []) as readonly Record<string, unknown>[]).map((button) => ({
      customId: String(button["custom_id"]),
      label: typeof button["label"] === "string" ? button["label"] : "",
      disabled: button["disabled"] === true,
    })),
  );
}

export function labelsOf(message: SimMessage): readonly string[] {
  return buttonsOf(message).map(({ label }) => label);
}

export interface Pressed {
  readonly interaction: ActorInteraction;
  /** Resolves when the bot has acknowledged. */
  settled(): Promise<void>;
  /** Resolves with what the bot says to the person alone: below a reply another message, in a panel the panel itself. */
  followed(): Promise<SimMessage>;
}

/** Presses a button by its label or the action in its custom id. */
export function press(stage: Stage, user: string, message: SimMessage, button: string): Pressed {
  const found = buttonsOf(message).find(
    ({ customId, label }) => label === button || customId.split(":")[1] === button,
  );
  if (found === undefined)
    throw new Error(`no button ${button} among ${labelsOf(message).join(", ")}`);
  const channel = stage.simulator.world.channel(message.channelId);
  const interaction = stage.as(user, channel?.id ?? "#tavern").click(message, found.customId);
  const before = message.editedAt;
  return {
    interaction,
    settled: async () => void (await interaction.answered()),
    followed: async () => {
      await interaction.answered();
      if (message.visibleTo === null) return interaction.followUp();
      return stage.simulator.waitFor(() => (message.editedAt !== before ? message : undefined), {
        what: "the panel to change",
      });
    },
  };
}

/** Resets a chat, and confirms it. Resolves with what the bot says then. */
export async function resetChat(
  stage: Stage,
  user = "mara",
  channel = "#tavern",
): Promise<SimMessage> {
  const asked = await stage.as(user, channel).slash("chat reset").reply();
  return press(stage, user, asked, "reset").followed();
}
