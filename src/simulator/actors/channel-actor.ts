import { updateThread } from "../platform/channels.ts";
import { openInteraction } from "../platform/interactions.ts";
import { findMentions } from "../platform/mentions.ts";
import {
  authorOfUser,
  changeReaction,
  postMessage,
  removeMessages,
  reviseMessage,
  showTyping,
} from "../platform/messages.ts";
import { componentTypes, isSelect } from "../rules/component-types.ts";
import { wireMessage } from "../wire/wire-message.ts";
import type {
  InteractionKind,
  SimChannel,
  SimCommand,
  SimInteraction,
  SimMessage,
  WireObject,
} from "../world/records.ts";
import {
  type Actor,
  ActorError,
  type ActorInChannel,
  type ActorInteraction,
  type MessageRef,
  type OptionValue,
  type SayOptions,
} from "./actor.ts";
import { commandData, findCommand, refusalOf } from "./command-data.ts";
import { findComponent, selectData } from "./component-data.ts";
import { checkText, expandMentions, storeUpload } from "./compose-message.ts";
import { InteractionHandle } from "./interaction-handle.ts";
import { messageMenuData, userMenuData } from "./menu-data.ts";
import { modalData } from "./modal-data.ts";
import type { ActorTools } from "./person-actor.ts";

/** A person at work in one channel. */
export class ChannelActor implements ActorInChannel {
  readonly actor: Actor;
  readonly channel: SimChannel;
  readonly #tools: ActorTools;

  constructor(actor: Actor, channel: SimChannel, tools: ActorTools) {
    this.actor = actor;
    this.channel = channel;
    this.#tools = tools;
  }

  say(text: string, options: SayOptions = {}): SimMessage {
    const { platform } = this.#tools;
    const { channel } = this;
    const { user } = this.actor;
    this.#require(channel.thread === null ? "SEND_MESSAGES" : "SEND_MESSAGES_IN_THREADS");
    if (channel.kind === "forum") throw new ActorError("A forum takes posts, not messages.");
    if (channel.kind === "category") throw new ActorError("A category takes no messages.");
    const files = options.attachments ?? [];
    checkText(text, files.length > 0);
    if (channel.thread?.archived) updateThread(channel, { archived: false }, platform);
    const target = options.replyTo === undefined ? null : this.#message(options.replyTo);
    const content = expandMentions(text, this.#tools.platform.world);
    const found = this.#mentionsIn(content);
    // A webhook is no user: a reply to its message pings nobody, and so doesn't reach a bot by itself.
    const pinged =
      target !== null && target.author.webhookId === null && options.ping !== false
        ? [target.author.id]
        : [];
    return postMessage(
      {
        channel,
        author: authorOfUser(user, channel.guildId, platform),
        type: target === null ? 0 : 19,
        content,
        embeds: [],
        components: [],
        attachments: files.map((file) => storeUpload(file, channel, platform)),
        flags: 0,
        mentions: { ...found, userIds: [...new Set([...found.userIds, ...pinged])] },
        applicationId: null,
        replyToId: target?.id ?? null,
        visibleTo: null,
        interactionId: null,
        nonce: null,
        tts: false,
      },
      platform,
    );
  }

  sayThroughWebhook(name: string, text: string): SimMessage {
    const { platform } = this.#tools;
    const { user } = this.actor;
    if (!user.bot) throw new ActorError("People have no webhooks of an application.");
    const webhookId = platform.ids.next();
    return postMessage(
      {
        channel: this.channel,
        author: { id: webhookId, name, avatar: null, bot: true, webhookId },
        type: 0,
        content: text,
        embeds: [],
        components: [],
        attachments: [],
        flags: 0,
        mentions: this.#mentionsIn(text),
        applicationId: user.id,
        replyToId: null,
        visibleTo: null,
        interactionId: null,
        nonce: null,
        tts: false,
      },
      platform,
    );
  }

  edit(reference: MessageRef, text: string): SimMessage {
    const message = this.#message(reference);
    if (message.author.id !== this.actor.user.id)
      throw new ActorError("People can edit their own messages alone.");
    checkText(text, message.attachments.length > 0);
    const content = expandMentions(text, this.#tools.platform.world);
    return reviseMessage(
      message,
      { content, mentions: this.#mentionsIn(content) },
      this.#tools.platform,
    );
  }

  delete(reference: MessageRef): void {
    const message = this.#message(reference);
    if (message.author.id !== this.actor.user.id && message.visibleTo !== this.actor.user.id)
      this.#require("MANAGE_MESSAGES");
    removeMessages([message], this.#tools.platform);
  }

  react(reference: MessageRef, emoji: string): void {
    this.#require("ADD_REACTIONS");
    this.#changeReaction(reference, emoji, true);
  }

  unreact(reference: MessageRef, emoji: string): void {
    this.#changeReaction(reference, emoji, false);
  }

  type(): void {
    showTyping(this.actor.user, this.channel, this.#tools.platform);
  }

  isOffered(command: SimCommand): boolean {
    return refusalOf(command, this.#commandPlace(), this.#tools.platform) === undefined;
  }

  slash(name: string, options: Readonly<Record<string, OptionValue>> = {}): ActorInteraction {
    return this.#command("slash", name, options, null);
  }

  autocomplete(
    name: string,
    options: Readonly<Record<string, OptionValue>>,
    focused: string,
  ): ActorInteraction {
    return this.#command("autocomplete", name, options, focused);
  }

  messageMenu(reference: MessageRef, name: string): ActorInteraction {
    const { platform } = this.#tools;
    const message = this.#message(reference);
    const command = findCommand({ ...this.#commandPlace(), type: 3, name }, platform);
    return this.#send(
      "message-menu",
      name,
      message.id,
      messageMenuData(command, message, platform),
    );
  }

  userMenu(username: string, name: string): ActorInteraction {
    const { platform } = this.#tools;
    const user = platform.world.user(username);
    if (user === undefined) throw new ActorError(`There is no user ${username}.`);
    const command = findCommand({ ...this.#commandPlace(), type: 2, name }, platform);
    return this.#send("user-menu", name, null, userMenuData(command, user, this.channel, platform));
  }

  click(reference: MessageRef, button: string): ActorInteraction {
    const message = this.#message(reference);
    const component = findComponent(
      message,
      (candidate) =>
        candidate["type"] === componentTypes.button &&
        (candidate["custom_id"] === button || candidate["label"] === button),
      `button "${button}"`,
    );
    return this.#use(message, component, {});
  }

  select(reference: MessageRef, menu: string, values: readonly string[]): ActorInteraction {
    const message = this.#message(reference);
    const component = findComponent(
      message,
      (candidate) =>
        isSelect(candidate["type"]) &&
        (candidate["custom_id"] === menu || candidate["placeholder"] === menu),
      `menu "${menu}"`,
    );
    return this.#use(message, component, selectData(component, values, this.#tools.platform.world));
  }

  submitModal(
    interaction: ActorInteraction | SimInteraction,
    values: Readonly<Record<string, string | boolean | readonly string[]>>,
  ): ActorInteraction {
    const { platform } = this.#tools;
    const opener = "record" in interaction ? interaction.record : interaction;
    if (opener.answer?.kind !== "modal" || opener.userId !== this.actor.user.id)
      throw new ActorError("No modal is open for this person.");
    const { modal } = opener.answer;
    const source =
      opener.kind === "component"
        ? platform.world.message(opener.sourceMessageId ?? "")
        : undefined;
    return this.#send(
      "modal-submit",
      String(modal["custom_id"]),
      source?.id ?? null,
      modalData(modal, values),
      source,
    );
  }

  #command(
    kind: "slash" | "autocomplete",
    name: string,
    options: Readonly<Record<string, OptionValue>>,
    focused: string | null,
  ): ActorInteraction {
    const { platform } = this.#tools;
    this.#require("USE_APPLICATION_COMMANDS");
    const [first = ""] = name.split(" ");
    const command = findCommand({ ...this.#commandPlace(), type: 1, name: first }, platform);
    return this.#send(
      kind,
      name,
      null,
      commandData({ command, name, options, focused, channel: this.channel }, platform),
    );
  }

  #commandPlace() {
    return { channel: this.channel, userId: this.actor.user.id };
  }

  #use(message: SimMessage, component: WireObject, extra: WireObject): ActorInteraction {
    const { type, custom_id: customId } = component;
    if (typeof customId !== "string")
      throw new ActorError("This component opens a link; the bot doesn't hear of it.");
    return this.#send(
      "component",
      customId,
      message.id,
      { component_type: type, custom_id: customId, id: component["id"], ...extra },
      message,
    );
  }

  #send(
    kind: InteractionKind,
    name: string,
    sourceMessageId: string | null,
    data: WireObject,
    message?: SimMessage,
  ): ActorInteraction {
    const { platform, signal } = this.#tools;
    const record = openInteraction(
      {
        kind,
        user: this.actor.user,
        channel: this.channel,
        name,
        sourceMessageId,
        data,
        signal,
        ...(message === undefined
          ? {}
          : { message: wireMessage(message, platform, { withContent: true }) }),
      },
      platform,
    );
    return new InteractionHandle(record, this.#tools);
  }

  #changeReaction(reference: MessageRef, emoji: string, add: boolean): void {
    changeReaction(
      { message: this.#message(reference), user: this.actor.user, emoji, add },
      this.#tools.platform,
    );
  }

  /** The message as this person sees it now. */
  #message(reference: MessageRef): SimMessage {
    const id = typeof reference === "string" ? reference : reference.id;
    const message = this.#tools.platform.world.standingMessage(this.channel.id, id);
    const isHidden =
      message !== undefined &&
      message.visibleTo !== null &&
      message.visibleTo !== this.actor.user.id;
    if (message === undefined || isHidden)
      throw new ActorError(`${this.actor.user.username} sees no such message here.`);
    return message;
  }

  #mentionsIn(text: string) {
    const { world } = this.#tools.platform;
    const { guildId } = this.channel;
    return findMentions({
      text,
      allowed: null,
      guild: guildId === null ? undefined : world.guildById.get(guildId),
      mayMentionEveryone: world.may(this.actor.user.id, "MENTION_EVERYONE", this.channel.id),
    });
  }

  #require(permission: Parameters<ActorTools["platform"]["world"]["may"]>[1]): void {
    const { world } = this.#tools.platform;
    if (!world.may(this.actor.user.id, permission, this.channel.id))
      throw new ActorError(
        `${this.actor.user.username} lacks ${permission} in #${this.channel.name}.`,
      );
  }
}
