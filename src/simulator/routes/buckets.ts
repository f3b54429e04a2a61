import type { BucketRule } from "../http/rate-limits.ts";

/** Limits that bots have observed on Discord; its documents name none of them. */
export const buckets = {
  messageCreate: { name: "message-create", limit: 5, windowMs: 5000, per: ["channel_id"] },
  messageEdit: { name: "message-edit", limit: 5, windowMs: 5000, per: ["channel_id"] },
  messageDelete: { name: "message-delete", limit: 5, windowMs: 1000, per: ["channel_id"] },
  messageRead: { name: "message-read", limit: 5, windowMs: 1000, per: ["channel_id"] },
  typing: { name: "typing", limit: 5, windowMs: 5000, per: ["channel_id"] },
  reaction: { name: "reaction", limit: 1, windowMs: 250, per: ["channel_id"] },
  /** Sending, editing and deleting through one webhook, or through one interaction's token. */
  webhook: { name: "webhook", limit: 5, windowMs: 2000, per: ["webhook_id", "webhook_token"] },
} as const satisfies Record<string, BucketRule>;
