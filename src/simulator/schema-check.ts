/** One exchange to be held against Discord's official schema. */
export interface SchemaExchange {
  readonly method: string;
  /** The route's template as Discord writes it, for instance `/channels/{channel_id}/messages`. */
  readonly route: string;
  readonly side: "request" | "response";
  /** Only for a response. */
  readonly status: number | null;
  /** The JSON body; of a multipart request its `payload_json`. Undefined when there was none. */
  readonly body: unknown;
}

/**
 * Says what is wrong with an exchange, in one line each; an empty list when it fits. A collaborator, because the schema
 * and its validator are no part of the program: tests pass one in.
 */
export type SchemaCheck = (exchange: SchemaExchange) => readonly string[];
