/** Which of Discord's expectations was broken. Stable words, for tests. */
export type RuleName =
  /** A request or response does not fit Discord's official schema. */
  | "schema-request"
  | "schema-response"
  /** A route that Discord doesn't have or that the simulator doesn't know. */
  | "unknown-route"
  /** A body that Discord refuses: too long, empty, wrong type, bad components. */
  | "invalid-body"
  /** A command definition that Discord refuses. */
  | "invalid-command"
  /** The bot lacks a permission that the request needs. */
  | "missing-permission"
  /** No first answer within three seconds, or one that came too late. */
  | "ack-deadline"
  | "double-ack"
  | "wrong-answer-type"
  /** An interaction's token was used after its fifteen minutes. */
  | "token-expired"
  /** More than five messages by the token of an interaction where the application is there for one person alone. */
  | "follow-up-limit"
  /** A request to a bucket whose 429 said to wait longer. */
  | "ignored-retry-after"
  /** So many 401, 403 and 429 that Discord bans the address. */
  | "invalid-request-flood"
  /** A message older than an hour was edited too often (30046). */
  | "old-message-edits"
  | "unauthorized"
  /** A webhook that was answered with 404 before. */
  | "dead-webhook"
  | "webhook-rules"
  | "edit-of-another-author"
  | "archived-thread"
  /** Text that can ping, sent without an `allowed_mentions` that forbids it. */
  | "open-mentions"
  /** A picture address that Discord's servers couldn't fetch. */
  | "unreachable-avatar"
  /** A gateway payload that Discord answers by closing the connection. */
  | "gateway-protocol"
  | "gateway-rate";

/** One thing that real Discord would have refused, or that gets a bot banned. */
export interface Violation {
  readonly at: number;
  readonly rule: RuleName;
  /** Request or event it belongs to, for instance `POST /channels/{channel_id}/messages`. */
  readonly where: string;
  readonly detail: string;
}
