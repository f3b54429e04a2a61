import { ApiError, invalidBody, throwProblems, unknown } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteAnswer, type RouteRequest } from "../http/route.ts";
import { postDeferred } from "../platform/deferred-message.ts";
import { expireIfLate, settleInteraction } from "../platform/interactions.ts";
import { authorOfUser, messageFlags } from "../platform/messages.ts";
import { editMessage, readMessageBody, sendMessage } from "../platform/send-message.ts";
import { checkChoiceList } from "../rules/command-rules.ts";
import { checkModal } from "../rules/modal-rules.ts";
import { isObject, objectsOf } from "../rules/text.ts";
import { interactionTypes, wireMessage } from "../wire/wire-message.ts";
import type {
  AutocompleteChoice,
  InteractionAnswer,
  SimChannel,
  SimInteraction,
  SimMessage,
} from "../world/records.ts";
import { objectBody } from "./find.ts";

/** Discord's callback types. */
const callbacks = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

export const interactionRoutes: readonly Route[] = [
  {
    method: "POST",
    template: "/interactions/{interaction_id}/{interaction_token}/callback",
    auth: "open",
    globalLimit: false,
    handle: (request) => {
      const interaction = openInteractionOf(request);
      const callback = objectBody(request);
      checkCallbackType(interaction, callback["type"], request);
      const answer = answerWith(interaction, callback, request);
      settleInteraction(interaction, answer, request.platform);
      return request.query.get("with_response") === "true"
        ? ok(describe(interaction, answer, request))
        : noContent;
    },
  },
];

function openInteractionOf(request: RouteRequest): SimInteraction {
  const { platform, where } = request;
  const interaction = platform.world.interaction(request.param("interaction_id"));
  if (interaction === undefined || interaction.token !== request.param("interaction_token"))
    throw unknown("interaction");
  if (expireIfLate(interaction, platform)) throw unknown("interaction");
  if (interaction.answeredAt !== null) {
    platform.violate("double-ack", where, `interaction ${interaction.name} was answered before`);
    throw new ApiError(400, 40060, "Interaction has already been acknowledged.");
  }
  return interaction;
}

/** Which answers go with which interactions. */
function checkCallbackType(
  interaction: SimInteraction,
  type: unknown,
  { platform }: RouteRequest,
): void {
  const { kind, sourceMessageId } = interaction;
  const hasMessage =
    sourceMessageId !== null &&
    kind !== "message-menu" &&
    platform.world.message(sourceMessageId) !== undefined;
  const allowed: readonly number[] =
    kind === "autocomplete"
      ? [callbacks.choices]
      : [
          callbacks.message,
          callbacks.deferredMessage,
          ...(hasMessage ? [callbacks.deferredUpdate, callbacks.update] : []),
          ...(kind === "modal-submit" ? [] : [callbacks.modal]),
        ];
  if (!allowed.some((one) => one === type))
    throw invalidBody(
      [
        {
          path: ["type"],
          code: "INTERACTION_CALLBACK_TYPE_INVALID",
          message: `An interaction of kind ${kind} can't be answered with type ${String(type)}`,
        },
      ],
      "wrong-answer-type",
    );
}

function answerWith(
  interaction: SimInteraction,
  callback: Readonly<Record<string, unknown>>,
  request: RouteRequest,
): InteractionAnswer {
  const { data } = callback;
  switch (callback["type"]) {
    case callbacks.choices: {
      const choices = isObject(data) ? data["choices"] : undefined;
      throwProblems(checkChoiceList(choices, ["data", "choices"]));
      return { kind: "choices", choices: toChoices(choices) };
    }
    case callbacks.modal:
      throwProblems(checkModal(data));
      return { kind: "modal", modal: isObject(data) ? data : {} };
    case callbacks.deferredMessage: {
      const flags = isObject(data) && typeof data["flags"] === "number" ? data["flags"] : 0;
      const message = postDeferred(
        interaction,
        flags,
        channelFor(interaction, request),
        request.platform,
      );
      return { kind: "deferred-message", messageId: message.id };
    }
    case callbacks.deferredUpdate:
      return { kind: "deferred-update", messageId: sourceOf(interaction, request).id };
    case callbacks.update: {
      const body = readMessageBody(request, "edit", data);
      const message = editMessage(sourceOf(interaction, request), body, request);
      return { kind: "update", messageId: message.id };
    }
    default: {
      const message = sendInteractionMessage(interaction, data, request);
      return { kind: "message", messageId: message.id };
    }
  }
}

/** Posts a message as an interaction's answer or follow-up. */
export function sendInteractionMessage(
  interaction: SimInteraction,
  data: unknown,
  request: RouteRequest,
): SimMessage {
  const { platform } = request;
  const channel = channelFor(interaction, request);
  const body = readMessageBody(request, "edit", data);
  const isEphemeral = ((body.flags ?? 0) & messageFlags.ephemeral) !== 0;
  return sendMessage(
    {
      channel,
      author: authorOfUser(platform.bot, channel.guildId, platform),
      body,
      type: messageTypeFor(interaction),
      interactionId: interaction.id,
      visibleTo: isEphemeral ? interaction.userId : null,
      applicationId: platform.bot.id,
      extraFlags: messageFlags.ephemeral,
    },
    request,
  );
}

/** Fills in the message that a deferral left as "is thinking", or edits what is there. */
export function editOriginal(
  message: SimMessage,
  request: RouteRequest,
  body = request.body,
): SimMessage {
  return editMessage(message, readMessageBody(request, "edit", body), request);
}

export function channelFor(interaction: SimInteraction, { platform }: RouteRequest): SimChannel {
  const channel = platform.world.channelById.get(interaction.channelId);
  if (channel === undefined) throw unknown("channel");
  return channel;
}

export function messageTypeFor(interaction: SimInteraction): number {
  if (interaction.kind === "slash") return 20;
  return interaction.kind === "user-menu" || interaction.kind === "message-menu" ? 23 : 0;
}

function sourceOf(interaction: SimInteraction, { platform }: RouteRequest): SimMessage {
  const message = platform.world.message(interaction.sourceMessageId ?? "");
  if (message === undefined || message.deletedAt !== null) throw unknown("message");
  return message;
}

function toChoices(choices: unknown): readonly AutocompleteChoice[] {
  return objectsOf(choices).map((choice) => ({
    name: String(choice["name"]),
    value: typeof choice["value"] === "number" ? choice["value"] : String(choice["value"]),
  }));
}

function describe(
  interaction: SimInteraction,
  answer: InteractionAnswer,
  { platform }: RouteRequest,
): NonNullable<RouteAnswer["body"]> {
  const message = "messageId" in answer ? platform.world.message(answer.messageId) : undefined;
  return {
    interaction: {
      id: interaction.id,
      type: interactionTypes[interaction.kind],
      ...(message === undefined
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: (message.flags & messageFlags.loading) !== 0,
            response_message_ephemeral: message.visibleTo !== null,
          }),
      channel_id: interaction.channelId,
      ...(interaction.guildId === null ? {} : { guild_id: interaction.guildId }),
    },
    // Discord names the message for these two answers alone; a deferral has an id to fetch it by.
    ...(message !== undefined && (answer.kind === "message" || answer.kind === "update")
      ? {
          resource: {
            type: answer.kind === "message" ? callbacks.message : callbacks.update,
            message: wireMessage(message, platform, { withContent: true }),
          },
        }
      : {}),
  };
}
