import { messageFlags } from "../platform/messages.ts";
import type {
  AutocompleteChoice,
  SimInteraction,
  SimMessage,
  WireObject,
} from "../world/records.ts";
import { ActorError, type ActorInteraction } from "./actor.ts";
import type { ActorTools } from "./person-actor.ts";

/** Lets a test wait for what the bot makes of an interaction. */
export class InteractionHandle implements ActorInteraction {
  readonly record: SimInteraction;
  readonly #tools: ActorTools;

  constructor(record: SimInteraction, tools: ActorTools) {
    this.record = record;
    this.#tools = tools;
  }

  answered(): Promise<SimInteraction> {
    return this.#wait("an answer", () => this.record.answer !== null && this.record);
  }

  async reply(): Promise<SimMessage> {
    const { world } = this.#tools.platform;
    return await this.#wait("a reply", () => {
      const { answer, originalMessageId } = this.record;
      if (answer?.kind === "modal" || answer?.kind === "choices")
        throw new ActorError(`"${this.record.name}" was answered with ${answer.kind}.`);
      const message = originalMessageId === null ? undefined : world.message(originalMessageId);
      const isThere = message !== undefined && (message.flags & messageFlags.loading) === 0;
      // After a deferred update, the message counts once it was edited.
      const isOld =
        answer?.kind === "deferred-update" &&
        (message?.editedAt ?? 0) < (this.record.answeredAt ?? 0);
      return isThere && !isOld && message;
    });
  }

  followUp(index = 0): Promise<SimMessage> {
    return this.#wait(`follow-up ${index}`, () => {
      const id = this.record.followUpIds[index];
      return id === undefined ? undefined : this.#tools.platform.world.message(id);
    });
  }

  choices(): Promise<readonly AutocompleteChoice[]> {
    return this.#wait("choices", () => {
      const { answer } = this.record;
      return answer?.kind === "choices" && answer.choices;
    });
  }

  modal(): Promise<WireObject> {
    return this.#wait("a modal", () => {
      const { answer } = this.record;
      return answer?.kind === "modal" && answer.modal;
    });
  }

  #wait<T>(what: string, check: () => T | undefined | false): Promise<T> {
    const { events, waitTimeoutMs } = this.#tools;
    return events.waitFor(
      () => {
        if (this.record.expired)
          throw new ActorError(`The bot did not answer "${this.record.name}" in time.`);
        return check();
      },
      { timeoutMs: waitTimeoutMs, what: `${what} to "${this.record.name}"` },
    );
  }
}
