import { eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import { webhook } from "./schema/place-tables.ts";

export interface StoredWebhook {
  readonly id: string;
  /** Whoever knows it can post: never logged. */
  readonly token: string;
}

/** The webhook that the bot made in each channel. */
export interface WebhookStore {
  get(channelId: string): StoredWebhook | undefined;
  set(channelId: string, webhook: StoredWebhook): void;
  delete(channelId: string): void;
}

export function createWebhookStore(database: Database): WebhookStore {
  return {
    get: (channelId) =>
      database.read(
        (queries) =>
          queries
            .select({ id: webhook.webhookId, token: webhook.token })
            .from(webhook)
            .where(eq(webhook.channelId, channelId))
            .all()[0],
      ),
    set: (channelId, { id, token }) =>
      database.write((queries) => {
        queries
          .insert(webhook)
          .values({ channelId, webhookId: id, token })
          .onConflictDoUpdate({ target: webhook.channelId, set: { webhookId: id, token } })
          .run();
      }),
    delete: (channelId) =>
      database.write((queries) => {
        queries.delete(webhook).where(eq(webhook.channelId, channelId)).run();
      }),
  };
}
