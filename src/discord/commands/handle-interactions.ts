import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import type { AuditFacts } from "../../conversation/audit/audit-facts.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { isAway } from "../away/is-away.ts";
import { openWay } from "../away/open-way.ts";
import type { ReplyTokens } from "../away/reply-tokens.ts";
import { isDelegate } from "../client/lend-rights.ts";
import { isControlId } from "../components/control-id.ts";
import { retrying } from "../retry.ts";
import { isPanelId } from "../settings/panel-id.ts";
import { errorText } from "../texts/error-text.ts";
import { textsFor } from "../texts/texts.ts";
import { answerMessage } from "./answer-message.ts";
import type { Answer, Command, CommandServices, FormCommand, SpokenCommand } from "./command.ts";
import { formId, readFormId } from "./form-id.ts";
import { isAcknowledged } from "./is-acknowledged.ts";
import { linkAnswer } from "./link-answer.ts";
import { findCommand } from "./table.ts";
import { takeBack } from "./take-back.ts";
import { requireTier } from "./tier.ts";

export interface InteractionContext {
  readonly services: CommandServices;
  readonly tokens: ReplyTokens;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the id under which a bug is found in the log. */
  readonly newErrorId: () => string;
}

/** Answers commands and autocompletion from now on. Returns how to stop. */
export function handleInteractions(client: Client, context: InteractionContext): () => void {
  const onInteraction = (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) void onCommand(interaction, context);
    else if (interaction.isModalSubmit()) {
      const { customId } = interaction;
      if (!isPanelId(customId) && !isControlId(customId)) void onForm(interaction, context);
    } else if (interaction.isAutocomplete()) void suggest(interaction, context);
  };
  client.on("interactionCreate", onInteraction);
  return () => client.off("interactionCreate", onInteraction);
}

type Deed = ChatInputCommandInteraction | ModalSubmitInteraction;

/** Never rejects. */
async function onCommand(
  interaction: ChatInputCommandInteraction,
  context: InteractionContext,
): Promise<void> {
  const { commandName, options } = interaction;
  const subcommand = options.getSubcommand(false);
  const command = findCommand(commandName, subcommand);
  const name = nameOf(commandName, subcommand);
  if (command !== undefined && "form" in command)
    await showForm(interaction, { command, name }, context);
  else if (command !== undefined && "words" in command)
    await say(interaction, { command, name }, context);
  else
    await respond(interaction, name, context, async () => {
      if (command === undefined) throw unknownCommand();
      requireRights(command, interaction, context);
      return command.run(interaction, context.services);
    });
}

/** @throws UserError that says who may. */
function requireRights(
  { tier = "everyone", forOperators }: Command,
  deed: Deed,
  { services }: InteractionContext,
): void {
  if (deed.guildId === null && forOperators) {
    services.rights.requireOperator({ userId: deed.user.id });
    return;
  }
  if (tier === "manager" && isDelegate(deed, services.settings)) return;
  // What somebody may in a server without the bot says nothing about the bot.
  requireTier(tier, isAway(deed) ? null : deed.memberPermissions);
}

/** Never rejects. What forbids the words is the answer in their place. */
async function say(
  interaction: ChatInputCommandInteraction,
  { command, name }: { readonly command: SpokenCommand; readonly name: string },
  context: InteractionContext,
): Promise<void> {
  const { services, clock } = context;
  const logger = context.logger.child({ interactionId: interaction.id, command: name });
  const answered = openWay(interaction, { ...context, chat: services.chat });
  let words: string;
  try {
    requireRights(command, interaction, context);
    words = await command.words(interaction, services);
  } catch (thrown) {
    await respond(interaction, name, context, () => Promise.reject(coerceError(thrown)));
    answered();
    return;
  }
  try {
    const messageId = await speak(interaction, words, clock);
    answered(messageId);
    const answer = await answerOf(
      () => command.spoken(interaction, messageId, services),
      interaction,
      context,
      logger,
    );
    if (answer === null) return;
    const message = answerMessage(linkAnswer(answer, services.commands));
    await interaction.followUp({ ...message, flags: MessageFlags.Ephemeral });
  } catch (thrown) {
    logger.warn({ error: coerceError(thrown) }, "a command could not be answered");
  } finally {
    answered();
  }
}

/** Answers for everyone to see; resolves with the message. */
async function speak(
  interaction: ChatInputCommandInteraction,
  content: string,
  clock: Clock,
): Promise<string> {
  try {
    const response = await retrying(() => interaction.reply({ content, withResponse: true }), {
      clock,
      tries: 2,
    });
    const message = response.resource?.message;
    if (message) return message.id;
  } catch (thrown) {
    if (!isAcknowledged(thrown)) throw thrown;
    interaction.replied = true;
  }
  return (await interaction.fetchReply()).id;
}

/** Never rejects. What forbids the form is the answer in its place. */
async function showForm(
  interaction: ChatInputCommandInteraction,
  { command, name }: { readonly command: FormCommand; readonly name: string },
  context: InteractionContext,
): Promise<void> {
  try {
    requireRights(command, interaction, context);
    const { title, components, argument } = command.form(interaction, context.services);
    const form = { title, components, custom_id: formId(name, argument) };
    await retrying(() => interaction.showModal(form), { clock: context.clock, tries: 2 });
  } catch (thrown) {
    if (isAcknowledged(thrown)) return;
    await respond(interaction, name, context, () => Promise.reject(coerceError(thrown)));
  }
}

/** Never rejects. */
async function onForm(
  submission: ModalSubmitInteraction,
  context: InteractionContext,
): Promise<void> {
  const { command: name, argument } = readFormId(submission.customId);
  const [root = "", subcommand = null] = name.split(" ");
  await respond(submission, name, context, async () => {
    const command = findCommand(root, subcommand);
    if (command === undefined || !("submit" in command)) throw unknownCommand();
    requireRights(command, submission, context);
    return command.submit(submission, argument, context.services);
  });
}

/** Acknowledges, works, answers. Never rejects. */
async function respond(
  interaction: Deed,
  command: string,
  context: InteractionContext,
  work: () => Promise<Answer>,
): Promise<void> {
  const { clock } = context;
  const logger = context.logger.child({ interactionId: interaction.id, command });
  const answered = openWay(interaction, { ...context, chat: context.services.chat });
  let turnId: string | undefined;
  try {
    await acknowledge(interaction, clock);
    const answer = await answerOf(work, interaction, context, logger);
    turnId = answer.announces;
    if (answer.deed !== undefined) recordDeed(interaction, command, answer.deed, context.services);
    const message = answerMessage(linkAnswer(answer, context.services.commands));
    // The same content twice is no harm.
    await retrying(() => interaction.editReply(message), { clock, tries: 3 });
  } catch (thrown) {
    logger.warn({ error: coerceError(thrown) }, "a command could not be answered");
  } finally {
    answered();
  }
  if (turnId !== undefined)
    await takeBack(interaction, { turnId, said: true }, context.services.turns, logger);
}

function recordDeed(
  { user, guildId, channelId }: Deed,
  command: string,
  detail: string | AuditFacts,
  { audit }: CommandServices,
): void {
  const action = command.replaceAll(" ", ".");
  audit.record({ guildId, channelId, actorId: user.id, action, detail });
}

/** Before any work: Discord waits three seconds and then shows a failure. */
async function acknowledge(interaction: Deed, clock: Clock): Promise<void> {
  try {
    await retrying(() => interaction.deferReply({ flags: MessageFlags.Ephemeral }), {
      clock,
      tries: 2,
    });
  } catch (thrown) {
    if (!isAcknowledged(thrown)) throw thrown;
    interaction.deferred = true;
  }
}

function unknownCommand(): UserError {
  return new UserError(
    "unknown-command",
    "I don't know this command any more. `/help` shows mine.",
  );
}

async function answerOf<Answered extends Answer | null>(
  work: () => Promise<Answered>,
  person: Pick<Deed, "locale">,
  context: InteractionContext,
  logger: Logger,
): Promise<Answered | Answer> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof UserError) return { content: errorText(thrown, person) };
    const errorId = context.newErrorId();
    logger.error({ errorId, error: coerceError(thrown) }, "a command failed unexpectedly");
    return { content: textsFor(person).general.unexpected({ errorId }) };
  }
}

/** Never rejects: without an answer, Discord shows "Loading options failed", and nothing else is lost. */
async function suggest(
  interaction: AutocompleteInteraction,
  { services, logger }: InteractionContext,
): Promise<void> {
  const { commandName, options } = interaction;
  const subcommand = options.getSubcommand(false);
  try {
    const command = findCommand(commandName, subcommand);
    await interaction.respond(command?.complete?.(interaction, services) ?? []);
  } catch (thrown) {
    logger.warn(
      { command: nameOf(commandName, subcommand), error: coerceError(thrown) },
      "autocompletion failed",
    );
  }
}

function nameOf(command: string, subcommand: string | null): string {
  return subcommand === null ? command : `${command} ${subcommand}`;
}
