import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  DiscordAPIError,
  type Interaction,
  MessageFlags,
} from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";
import type { Clock } from "../../lib/clock.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { retrying } from "../retry.ts";
import type { Answer, CommandServices } from "./command.ts";
import { findCommand } from "./table.ts";

export interface InteractionContext {
  readonly services: CommandServices;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the id under which a bug is found in the log. */
  readonly newErrorId: () => string;
}

/** Answers commands and autocompletion from now on. Returns how to stop. */
export function handleInteractions(client: Client, context: InteractionContext): () => void {
  const onInteraction = (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) void runCommand(interaction, context);
    else if (interaction.isAutocomplete()) void suggest(interaction, context);
  };
  client.on("interactionCreate", onInteraction);
  return () => client.off("interactionCreate", onInteraction);
}

/** Never rejects. */
async function runCommand(
  interaction: ChatInputCommandInteraction,
  context: InteractionContext,
): Promise<void> {
  const { clock } = context;
  const logger = context.logger.child({
    interactionId: interaction.id,
    command: nameOf(interaction),
  });
  try {
    await acknowledge(interaction, clock);
    const answer = await answerTo(interaction, context, logger);
    // The same content twice is no harm.
    await retrying(
      () => interaction.editReply({ content: answer.content ?? "", embeds: answer.embeds ?? [] }),
      { clock, tries: 3 },
    );
  } catch (thrown) {
    logger.warn({ error: coerceError(thrown) }, "a command could not be answered");
  }
}

/** Before any work: Discord waits three seconds and then shows a failure. */
async function acknowledge(interaction: ChatInputCommandInteraction, clock: Clock): Promise<void> {
  try {
    await retrying(() => interaction.deferReply({ flags: MessageFlags.Ephemeral }), {
      clock,
      tries: 2,
    });
  } catch (thrown) {
    // The first try arrived after all.
    const done =
      thrown instanceof DiscordAPIError &&
      thrown.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
    if (!done) throw thrown;
    interaction.deferred = true;
  }
}

async function answerTo(
  interaction: ChatInputCommandInteraction,
  context: InteractionContext,
  logger: Logger,
): Promise<Answer> {
  try {
    const command = findCommand(interaction.commandName, interaction.options.getSubcommand(false));
    if (command === undefined)
      throw new UserError(
        "unknown-command",
        "I don't know this command any more. `/help` shows mine.",
      );
    return await command.run(interaction, context.services);
  } catch (thrown) {
    if (thrown instanceof UserError) return { content: thrown.message };
    const errorId = context.newErrorId();
    logger.error({ errorId, error: coerceError(thrown) }, "a command failed unexpectedly");
    return { content: `⚠ Something went wrong here. The log has more under \`${errorId}\`.` };
  }
}

/** Never rejects: without an answer, Discord shows "Loading options failed", and nothing else is lost. */
async function suggest(
  interaction: AutocompleteInteraction,
  { services, logger }: InteractionContext,
): Promise<void> {
  try {
    const command = findCommand(interaction.commandName, interaction.options.getSubcommand(false));
    await interaction.respond(command?.complete?.(interaction, services) ?? []);
  } catch (thrown) {
    logger.warn(
      { command: nameOf(interaction), error: coerceError(thrown) },
      "autocompletion failed",
    );
  }
}

function nameOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): string {
  const subcommand = interaction.options.getSubcommand(false);
  return subcommand === null ? interaction.commandName : `${interaction.commandName} ${subcommand}`;
}
