/** Webhooks that the bot made, one for each channel. Calls are synchronous and durable. */
export interface WebhookStore {
  get(channelId: string): StoredWebhook | undefined;
  set(channelId: string, webhook: StoredWebhook): void;
  delete(channelId: string): void;
}

export interface StoredWebhook {
  readonly id: string;
  readonly token: string;
}

/** Small things to remember over a restart. Calls are synchronous and durable. */
export interface StateStore {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): void;
}
