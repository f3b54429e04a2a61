import type { SimulatorEvent } from "../../simulator/events.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import type { PageEvent } from "../protocol/page-events.ts";
import { messageView } from "./message-view.ts";
import { modalView } from "./modal-view.ts";
import {
  botView,
  channelViews,
  commandList,
  nameOf,
  requestView,
  snapshotOf,
  userViews,
  violationView,
} from "./world-view.ts";

/** What a page has to learn of something that happened; undefined when nothing that it shows has changed. */
export function pageEventOf(event: SimulatorEvent, simulator: Simulator): PageEvent | undefined {
  switch (event.type) {
    case "message-created":
    case "message-updated":
    case "reactions-changed":
      return { type: "message", message: messageView(event.message, simulator.world) };
    case "message-deleted":
      return {
        type: "message-gone",
        channelId: event.message.channelId,
        messageId: event.message.id,
      };
    case "typing": {
      const user = simulator.world.user(event.userId);
      if (!user) return undefined;
      const { channelId, userId, until } = event;
      return { type: "typing", channelId, userId, name: nameOf(user), until };
    }
    case "modal-opened":
      return { type: "modal", modal: modalView(event.interaction, event.modal) };
    case "user-changed":
      return { type: "users", users: userViews(simulator) };
    case "guild-changed":
      return { type: "snapshot", snapshot: snapshotOf(simulator) };
    case "channel-changed":
    case "channel-deleted":
      return { type: "channels", channels: channelViews(simulator) };
    case "commands-registered":
      return { type: "commands", commands: commandList(simulator) };
    case "bot-connected":
    case "bot-disconnected":
      return { type: "bot", bot: botView(simulator) };
    case "request-logged":
      return { type: "request", request: requestView(event.request) };
    case "violation":
      return { type: "violation", violation: violationView(event.violation) };
    case "interaction-created":
    case "interaction-answered":
    case "interaction-failed":
    case "choices-offered":
      return undefined;
  }
}
