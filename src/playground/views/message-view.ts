import type { SimInteraction, SimMessage } from "../../simulator/world/records.ts";
import type { WorldReader } from "../../simulator/world/world-reader.ts";
import type { AuthorView, EditView, MessageView } from "../protocol/message.ts";
import { type Choosable, componentView } from "./component-view.ts";
import { embedView } from "./embed-view.ts";
import { mediaUrl } from "./media-url.ts";

/** Discord's flag for "is thinking". */
const thinkingFlag = 128;

/** Discord's message types for the answer to a slash command and to a menu command. */
const commandAnswers: readonly number[] = [20, 23];

export function messageView(message: SimMessage, world: WorldReader): MessageView {
  const choosable = choosableIn(world);
  return {
    id: message.id,
    channelId: message.channelId,
    author: authorView(message),
    content: message.content,
    sentAt: message.createdAt,
    editedAt: message.editedAt,
    embeds: message.embeds.map((embed) => embedView(embed)),
    components: message.components.map((each) => componentView(each, choosable)),
    attachments: message.attachments.map((attachment) => ({
      name: attachment.filename,
      url: mediaUrl(attachment.path.split("/").map(encodeURIComponent).join("/")) ?? "",
      contentType: attachment.contentType,
      sizeBytes: attachment.sizeBytes,
    })),
    reactions: message.reactions.map((reaction) => ({
      emoji: reaction.emoji,
      count: reaction.userIds.length,
    })),
    replyTo: message.replyToId === null ? null : { id: message.replyToId },
    usedCommand: usedCommand(message, world),
    askedBy: interactionOf(message, world)?.userId ?? null,
    onlyFor: message.visibleTo,
    thinking: (message.flags & thinkingFlag) !== 0,
    history: historyOf(message),
  };
}

function authorView(message: SimMessage): AuthorView {
  const { author } = message;
  return {
    id: author.id,
    name: author.name,
    avatarUrl: mediaUrl(author.avatar),
    app: author.bot || author.webhookId !== null,
  };
}

/** Every text that it had. Edits of buttons alone are left out: the timeline shows texts. */
function historyOf(message: SimMessage): EditView[] {
  const states = [
    ...message.revisions.map((revision) => ({ at: revision.since, content: revision.content })),
    { at: message.editedAt ?? message.createdAt, content: message.content },
  ];
  return states.filter((state, index) => state.content !== states[index - 1]?.content);
}

function usedCommand(message: SimMessage, world: WorldReader): MessageView["usedCommand"] {
  if (!commandAnswers.includes(message.type)) return null;
  const interaction = interactionOf(message, world);
  const user = interaction && world.user(interaction.userId);
  if (!interaction || !user) return null;
  return { user: user.globalName ?? user.username, command: interaction.name };
}

function interactionOf(message: SimMessage, world: WorldReader): SimInteraction | undefined {
  return message.interactionId === null ? undefined : world.interaction(message.interactionId);
}

function choosableIn(world: WorldReader): Choosable {
  const option = (value: string, label: string) => ({
    value,
    label,
    description: "",
    selected: false,
  });
  return {
    users: world.users.map((user) => option(user.id, user.globalName ?? user.username)),
    channels: world.channels
      .filter((channel) => channel.guildId !== null)
      .map((channel) => option(channel.id, `#${channel.name}`)),
  };
}
