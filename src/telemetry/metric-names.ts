/** Every metric that Hearthside serves. A renamed one breaks dashboards: note it in the changelog. */
export const metricNames = {
  replies: {
    name: "hearthside_replies_total",
    help: "Replies that have ended, by outcome.",
  },
  promptTokens: {
    name: "hearthside_prompt_tokens_total",
    help: "Prompt tokens, by where they came from: the prefix cache, or evaluated anew.",
  },
  generatedTokens: {
    name: "hearthside_generated_tokens_total",
    help: "Tokens that models have written.",
  },
  timeToFirstToken: {
    name: "hearthside_time_to_first_token_seconds",
    help: "From the engine's taking of a request to its first token.",
  },
  replyDuration: {
    name: "hearthside_reply_duration_seconds",
    help: "From the engine's taking of a request to the end of its reply.",
  },
  tokensPerSecond: {
    name: "hearthside_reply_tokens_per_second",
    help: "How fast single replies were written, from their first token on.",
  },
  slots: {
    name: "hearthside_slots",
    help: "Slots of all workers, by whether a reply is being written in them.",
  },
  estimatedWait: {
    name: "hearthside_estimated_wait_seconds",
    help: "How long a reply that is asked for now would wait; absent while nobody can tell.",
  },
  queueJobs: {
    name: "hearthside_queue_jobs",
    help: "Jobs in the queue, by state.",
  },
  workers: {
    name: "hearthside_workers",
    help: "Workers that have been heard of lately.",
  },
} as const;
