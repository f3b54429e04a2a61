import type { Chat } from "../conversation/chat.ts";
import { MemoryKeeper } from "../conversation/memory/memory-keeper.ts";
import { SummaryWriter } from "../conversation/memory/summary-writer.ts";
import type { Closer } from "../lib/closer.ts";
import { createChat } from "./create-chat.ts";
import { openEmbedder } from "./open-embedder.ts";
import type { RunContext } from "./running.ts";

/** Conversations, and what keeps their memory up to date behind them. */
export async function openRememberingChat(
  parts: Omit<Parameters<typeof createChat>[0], "memory" | "onSaid" | "context">,
  context: RunContext,
  closer: Closer,
): Promise<{ readonly chat: Chat; readonly keeper: MemoryKeeper }> {
  const { files, settings, queue } = parts;
  const { logger } = context;
  const { recall, summaries } = files.memory;
  const embedder = await openEmbedder(settings, context, closer);
  const memory = { ...files.memory, embedder };
  const onSaid = (conversationId: string) => keeper.wake(conversationId);
  const chat: Chat = createChat({ ...parts, context, memory, onSaid });
  const { modelContext } = chat;
  const keeper: MemoryKeeper = new MemoryKeeper({
    recall,
    embedder,
    summaries: new SummaryWriter({
      store: files.store,
      summaries,
      queue,
      modelContext,
      places: parts.places,
      logger,
    }),
    logger,
  });
  closer.defer(() => keeper.close());
  return { chat, keeper };
}
