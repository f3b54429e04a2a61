import { z } from "zod";

/** One event of a reply, whatever the protocol and the program. */
export interface StreamEvent {
  /** New text; often empty. */
  readonly text: string;
  /** Set once, when the reply is over. */
  readonly finishReason: "stop" | "length" | null;
  readonly usage: ServerUsage | null;
}

/** Counts as far as the server tells them. */
export interface ServerUsage {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  /** Null where only the prompt has been counted yet. */
  readonly generatedTokens: number | null;
}

const count = z.number().int().nonnegative().max(1e9);
const text = z.string().nullish();

/** Only what is used; everything else a server may write as it likes. */
const eventSchema = z.object({
  choices: z
    .array(
      z.object({
        text,
        delta: z.object({ content: text }).nullish(),
        // A server that doesn't stream sends the whole reply as one.
        message: z.object({ content: text }).nullish(),
        finish_reason: text,
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count.nullish(),
      prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
    })
    .nullish()
    .catch(null),
  /** llama-server's own: `prompt_n` are the tokens that it had to evaluate. */
  timings: z
    .object({ prompt_n: count, cache_n: count, predicted_n: count.nullish() })
    .nullish()
    .catch(null),
  error: z.unknown().optional(),
});

export type ReadEvent =
  | { readonly kind: "event"; readonly event: StreamEvent }
  /** The server gave up on this reply; `detail` is its own word on it. */
  | { readonly kind: "error"; readonly detail: string; readonly status: number | null }
  /** Not an event of this protocol. */
  | { readonly kind: "nonsense" };

/** Reads the data of one server-sent event, or a whole answer that came without streaming. */
export function readStreamEvent(data: string): ReadEvent {
  const parsed = eventSchema.safeParse(parseJson(data));
  if (!parsed.success) return { kind: "nonsense" };
  const { choices, usage, timings, error } = parsed.data;
  if (error !== undefined && error !== null)
    return { kind: "error", detail: JSON.stringify(error), status: statusOf(error) };
  const [choice] = choices ?? [];
  return {
    kind: "event",
    event: {
      text: choice?.text ?? choice?.delta?.content ?? choice?.message?.content ?? "",
      finishReason: finishReason(choice?.finish_reason),
      usage: usage ? fromUsage(usage) : timings ? fromTimings(timings) : null,
    },
  };
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    // Nonsense, as anything else that doesn't match the schema.
    return undefined;
  }
}

function finishReason(theirs: string | null | undefined): StreamEvent["finishReason"] {
  if (theirs === undefined || theirs === null || theirs === "") return null;
  return theirs === "length" ? "length" : "stop";
}

function fromUsage(usage: NonNullable<z.infer<typeof eventSchema>["usage"]>): ServerUsage {
  const { prompt_tokens: promptTokens, completion_tokens, prompt_tokens_details } = usage;
  const cachedTokens = Math.min(prompt_tokens_details?.cached_tokens ?? 0, promptTokens);
  return { promptTokens, cachedTokens, generatedTokens: completion_tokens ?? null };
}

function fromTimings(timings: NonNullable<z.infer<typeof eventSchema>["timings"]>): ServerUsage {
  return {
    promptTokens: timings.prompt_n + timings.cache_n,
    cachedTokens: timings.cache_n,
    generatedTokens: timings.predicted_n ?? null,
  };
}

/** vLLM and llama-server put the status that they would have answered with into `code`. */
function statusOf(error: unknown): number | null {
  const parsed = z.object({ code: z.number().int().min(400).max(599) }).safeParse(error);
  return parsed.success ? parsed.data.code : null;
}
