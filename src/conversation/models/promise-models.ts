import type { GenerationQueue } from "../../generation/generation-queue.ts";
import type { ModelChoices } from "./model-choices.ts";

/**
 * The queue with a model for every request: those that name none, such as the summaries of memory, get the bot's choice,
 * so that no worker loads its own default for them.
 */
export function withModelOfBot(
  queue: GenerationQueue,
  choices: Pick<ModelChoices, "ofBot">,
): GenerationQueue {
  return {
    submit: (request) =>
      queue.submit(request.model === null ? { ...request, model: choices.ofBot().model } : request),
    cancel: (id) => queue.cancel(id),
    discard: (id) => queue.discard(id),
    place: (id) => queue.place(id),
    waiting: (conversationKeys) => queue.waiting(conversationKeys),
    move: (id, model) => queue.move(id, model),
    remove: (id) => queue.remove(id),
    switchTo: (mode) => queue.switchTo(mode),
    status: () => queue.status(),
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
}
