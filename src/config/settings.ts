import { z } from "zod";

/**
 * Every setting: its environment variable, its default and its meaning. `docs/configuration.md` is generated from
 * here, so the descriptions are written for the person who runs the bot.
 */

const flag = z
  .enum(["true", "false", "1", "0", "yes", "no"])
  .transform((value) => value === "true" || value === "1" || value === "yes");

const port = z.coerce.number().int().min(0).max(65_535);
const positive = z.coerce.number().int().positive();
const wholeNumber = z.coerce.number().int().min(0);
const optionalUrl = (protocols: RegExp) => z.url({ protocol: protocols }).optional();

function isTimeZone(name: string): boolean {
  return accepts(() => new Intl.DateTimeFormat("en", { timeZone: name }));
}

function isLocale(name: string): boolean {
  return accepts(() => new Intl.Locale(name));
}

/** Intl says by a RangeError what it doesn't know. */
function accepts(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

export const settingGroups = {
  Discord: {
    DISCORD_TOKEN: z
      .string()
      .min(1)
      .optional()
      .describe(
        "The bot's token from the Discord Developer Portal. Empty: `hearthside start` opens the playground instead.",
      ),
    DISCORD_API_BASE: optionalUrl(/^https?$/).describe(
      "Another address of Discord's REST API, for instance the simulator's. Empty: Discord itself.",
    ),
    DISCORD_CDN_BASE: optionalUrl(/^https?$/).describe(
      "Another address of Discord's CDN, for pictures. Empty: Discord itself.",
    ),
  },
  Places: {
    PLACE_DEFAULTS: z
      .string()
      .optional()
      .describe(
        'What holds in channels where nobody has set anything else: JSON like `{"chance": 5, "chain": 3}`, with the keys of docs/settings.md. Empty: the defaults there.',
      ),
  },
  // Said in one place, since these are for the person who answers for the bot.
  "Who may be where": {
    DIRECT_MESSAGES: flag
      .default(true)
      .describe("Whether people can talk to characters in direct messages."),
    ADULT_DIRECT_MESSAGES: flag
      .default(false)
      .describe(
        "Whether characters for adults may be in direct messages. Elsewhere they are in age-restricted channels and their threads alone.",
      ),
    ADULT_CHARACTERS: z
      .string()
      .default("")
      .transform((text) =>
        text
          .split(",")
          .map((id) => id.trim())
          .filter((id) => id !== ""),
      )
      .describe(
        "Characters to treat as for adults, whatever their cards say: file names without extension, with commas between. Cards say so by a tag like `nsfw`, or by `extensions.hearthside.nsfw`.",
      ),
  },
  Proxies: {
    PROXY_BOTS: z
      .string()
      .default("466378653216014359,431544605209788416")
      .transform((ids) =>
        ids
          .split(",")
          .map((id) => id.trim())
          .filter((id) => id !== ""),
      )
      .describe(
        "Ids of bots that delete people's messages and say them again: PluralKit and Tupperbox. Where one of them is, a message waits 1.5 seconds for that. Empty: none is waited for.",
      ),
    PLURALKIT_API: optionalUrl(/^https?$/).describe(
      "Where PluralKit is asked who wrote a message whose original the bot hasn't seen, `https://api.pluralkit.me`. Empty: nobody is asked.",
    ),
  },
  Files: {
    DATABASE_FILE: z
      .string()
      .default("data/hearthside.db")
      .describe(
        "The SQLite file that holds all conversations. Only one bot may use it at a time. The playground keeps its own beside it: `hearthside.playground.db` and `.json`; deleting them starts the playground afresh.",
      ),
    CHARACTERS_DIR: z
      .string()
      .default("characters")
      .describe("The folder of character cards. Changes are picked up while the bot runs."),
    MODELS_DIR: z
      .string()
      .default("models")
      .describe("The folder of model files; `MODEL` is looked for here."),
  },
  Model: {
    MODEL: z
      .string()
      .default("hearthside-4m/hearthside-4m.Q8_0.gguf")
      .describe("The GGUF file to run: a path inside `MODELS_DIR`, or an absolute path."),
    MODELS_LOADED: positive
      .max(16)
      .default(2)
      .describe(
        "Models that may be in memory side by side, where they fit; the one that was used least lately makes room for another.",
      ),
    MODEL_ENDPOINT: optionalUrl(/^https?$/).describe(
      "Another address of Hugging Face for `models pull` and `/model pull`, for instance a mirror. Empty: Hugging Face itself.",
    ),
    QUEUED_REPLIES: z
      .enum(["keep", "move"])
      .default("keep")
      .describe(
        "When another model is chosen: whether replies that wait already are still written by the model they were promised, or move to the new one.",
      ),
    OPERATOR_IDS: z
      .string()
      .regex(/^\d{1,20}(?:[\s,]+\d{1,20})*$/, "Discord ids of people, with commas between them")
      .optional()
      .describe(
        "Discord ids of the people who run this bot, with commas between them: they choose and download models. Empty: whoever owns the bot's application.",
      ),
    PROMPT_FORMAT: z
      .string()
      .optional()
      .describe(
        "The prompt format for a model that brings no chat template, or the wrong one: a name from `docs/prompts.md`. Empty: the model's own template.",
      ),
    CONTEXT_SIZE: positive
      .default(8192)
      .describe(
        "Tokens that one conversation may use, prompt and reply together. Never more than the model was trained for.",
      ),
    SLOTS: positive
      .max(64)
      .default(4)
      .describe(
        "Replies that are generated side by side. Each slot keeps one conversation warm and takes memory for a whole context.",
      ),
    KEPT_STATES_MB: z.coerce
      .number()
      .int()
      .min(0)
      .default(1024)
      .describe(
        "Megabytes of files for chats that have lost their slot to others, so that they need not be read again. Used only where files prove to be faster than reading on this machine. 0: none are kept.",
      ),
    KEPT_STATES_DIR: z
      .string()
      .min(1)
      .optional()
      .describe(
        "The folder for these files; it may be in memory, like `/dev/shm`. They are removed when the model is unloaded. Empty: the system's temporary folder.",
      ),
    BATCH_SIZE: positive
      .max(4096)
      .default(512)
      .describe(
        "Tokens that are evaluated in one step at most. At 512, what `hearthside tune` found best for the model counts.",
      ),
    THREADS: z.coerce
      .number()
      .int()
      .min(0)
      .default(0)
      .describe(
        "CPU threads of the engine. 0: as `hearthside tune` found it best for the model, or one fewer than the machine has cores.",
      ),
    FLASH_ATTENTION: z
      .enum(["auto", "on", "off"])
      .default("auto")
      .describe(
        "A faster way to compute attention. `auto`: as `hearthside tune` found it best for the model, or where it works.",
      ),
    KV_CACHE: z
      .enum(["auto", "f16", "q8_0"])
      .default("auto")
      .describe(
        "How what was read is stored. `q8_0` takes half the memory and changes replies a little. `auto`: as `hearthside tune` found it best, or `f16`.",
      ),
    GPU: z
      .enum(["auto", "cuda", "vulkan", "metal", "off"])
      .default("auto")
      .describe(
        "What computes. `auto` takes the best there is; any other value fails clearly when it isn't there.",
      ),
    GPU_LAYERS: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe("Layers to put on the GPU. Empty: as many as fit."),
    MAX_REPLY_TOKENS: positive.default(300).describe("Most tokens of one reply."),
    TRIM_INCOMPLETE: flag
      .default(true)
      .describe("Whether a reply that ran out of tokens loses its unfinished last sentence."),
    TEMPERATURE: z.coerce
      .number()
      .min(0)
      .max(5)
      .optional()
      .describe(
        "How varied replies are where no preset says so; 0 always takes the likeliest word. Empty: what the model's makers recommend, else 0.8.",
      ),
  },
  "Other engines": {
    ENGINE: z
      .enum(["llama-cpp", "openai", "transformers"])
      .default("llama-cpp")
      .describe(
        "What runs the model: llama.cpp in a process of its own, a server with OpenAI's protocol, or transformers.js in this process, for small models in ONNX (docs/engines.md).",
      ),
    ENGINE_URL: optionalUrl(/^https?$/).describe(
      "The server's address, for instance `http://localhost:5001`. Needed where `ENGINE` is `openai`.",
    ),
    ENGINE_API_KEY: z
      .string()
      .min(1)
      .optional()
      .describe("The key that the server asks for. Empty: none."),
    ENGINE_PROTOCOL: z
      .enum(["completions", "chat"])
      .default("completions")
      .describe(
        "`completions`: Hearthside writes the whole prompt. `chat`: the server writes it by the model's own template.",
      ),
    ENGINE_MODEL: z
      .string()
      .min(1)
      .optional()
      .describe("The model's name on the server. Empty: the first that it lists."),
    ENGINE_SLOTS: positive
      .max(64)
      .default(4)
      .describe("Replies that the server is asked for side by side."),
  },
  Prompt: {
    PROMPT_LAYOUT: z
      .enum(["cache-friendly", "strict"])
      .default("cache-friendly")
      .describe(
        "Where lorebook entries stand that have just fired: near the newest messages, which keeps the second turn of a chat fast, or strictly where the card's specification says. docs/prompts.md shows both.",
      ),
    TIME_ZONE: z
      .string()
      .refine(isTimeZone, "not a time zone, like Europe/Vienna")
      .optional()
      .describe(
        "The time zone of `{{time}}` and `{{date}}` in cards, like `Europe/Vienna`. Empty: the machine's.",
      ),
    LOCALE: z
      .string()
      .default("en-GB")
      .refine(isLocale, "not a locale, like en-GB")
      .describe("The language of times and dates in cards, like `en-GB` or `de-AT`."),
  },
  Lorebooks: {
    LORE_SCAN_DEPTH: wholeNumber
      .max(1000)
      .default(2)
      .describe(
        "How many of the newest turns are searched for keys, where neither entry nor book says.",
      ),
    LORE_NAMES: flag
      .default(true)
      .describe("Whether a turn is searched together with the name of who speaks."),
    LORE_CASE_SENSITIVE: flag.default(false).describe("Whether case counts in keys."),
    LORE_WHOLE_WORDS: flag
      .default(false)
      .describe("Whether keys of one word are found as whole words only."),
    LORE_RECURSION: flag
      .default(false)
      .describe("Whether entries that fired call up others, where a book doesn't say."),
    LORE_RECURSION_STEPS: wholeNumber
      .default(0)
      .describe("Most sweeps over the entries for that, the first included; 0 for no limit."),
    LORE_LEAST_ENTRIES: wholeNumber
      .max(1000)
      .default(0)
      .describe("Look further back until so many entries have fired; 0 doesn't."),
    LORE_LEAST_ENTRIES_DEPTH: wholeNumber
      .default(0)
      .describe("How many turns back at most for that; 0 for all of the chat."),
    LORE_GROUP_SCORING: flag
      .default(false)
      .describe("Whether in an inclusion group the entries with the most keys found go first."),
    LORE_FIRST: z
      .enum(["character", "shared", "evenly"])
      .default("character")
      .describe(
        "Which books the token budget serves first: the character's own, shared ones, or neither.",
      ),
    LORE_BUDGET_PERCENT: positive
      .max(100)
      .default(25)
      .describe("The share of the context that lorebooks may take, in percent."),
    LORE_BUDGET_CAP: wholeNumber.default(0).describe("Most tokens of that share; 0 for no limit."),
  },
  Memory: {
    EMBEDDING_MODEL: z
      .string()
      .min(1)
      .optional()
      .describe(
        "A GGUF file of an embedding model, so that memory also finds what was said in other words. Empty: memory goes by words, people and times.",
      ),
    EMBEDDING_URL: optionalUrl(/^https?$/).describe(
      "A server with an OpenAI-compatible `/v1/embeddings` that does this instead.",
    ),
    EMBEDDING_NAME: z
      .string()
      .min(1)
      .optional()
      .describe("The model to ask that server for. Another name: everything gets vectors anew."),
    EMBEDDING_API_KEY: z
      .string()
      .min(1)
      .optional()
      .describe("The key of that server, where it asks for one."),
  },
  Queue: {
    REDIS_URL: optionalUrl(/^rediss?$/).describe(
      "Redis for separate workers, for instance `redis://localhost:6379`. Empty: everything in one process.",
    ),
    QUEUE_PREFIX: z
      .string()
      .regex(/^[\w-]+$/, "only letters, digits, `_` and `-` can stand in it")
      .default("hearthside")
      .describe(
        "Start of every Redis key. Bots that share a Redis need different ones; a second one with the same waits, and then says so and ends.",
      ),
    QUEUE_LIMIT: positive
      .default(200)
      .describe(
        "Replies that may wait for a free slot at once. Who asks for one more is told so, and when to try again.",
      ),
    JOB_LOCK_MS: positive
      .min(1000)
      .default(10_000)
      .describe("A worker that is silent for this many milliseconds loses its job to another."),
  },
  Privacy: {
    RETENTION_DAYS: z.coerce
      .number()
      .int()
      .min(0)
      .default(0)
      .describe("Days after which what was said in chats is deleted for good. 0: it is kept."),
  },
  Running: {
    PORT: port
      .default(8470)
      .describe("Port of the playground's page. 0: any free one; the address is printed."),
    HEALTH_PORT: port
      .optional()
      .describe("Port for `/healthz` and `/metrics`. Empty: neither is served."),
    HEALTH_HOST: z
      .string()
      .default("127.0.0.1")
      .describe("Address on which `/healthz` and `/metrics` are served."),
    SHUTDOWN_TIMEOUT_MS: positive
      .default(20_000)
      .describe(
        "On SIGTERM, how long running replies may take to finish before they are handed back.",
      ),
    CATCH_UP: flag
      .default(true)
      .describe(
        "After a restart, or when Discord had no session for the bot, answer what was said in active channels in the meantime.",
      ),
    LOG_LEVEL: z
      .enum(["debug", "info", "warn", "error", "silent"])
      .default("info")
      .describe("What is logged. `debug` may contain message text; the others never do."),
    LOG_FORMAT: z
      .enum(["auto", "json", "pretty"])
      .default("auto")
      .describe("`auto` is pretty in a terminal and JSON elsewhere."),
  },
} as const;

export const settingsSchema = z.object({
  ...settingGroups.Discord,
  ...settingGroups.Places,
  ...settingGroups["Who may be where"],
  ...settingGroups.Proxies,
  ...settingGroups.Files,
  ...settingGroups.Model,
  ...settingGroups.Prompt,
  ...settingGroups["Other engines"],
  ...settingGroups.Lorebooks,
  ...settingGroups.Memory,
  ...settingGroups.Queue,
  ...settingGroups.Privacy,
  ...settingGroups.Running,
});

/** All settings, parsed. Rooms get the slice they need, never the whole and never `process.env`. */
export type Settings = z.infer<typeof settingsSchema>;

/** Settings that must not be printed or logged. */
export const secretSettings = [
  "DISCORD_TOKEN",
  "ENGINE_API_KEY",
  "EMBEDDING_API_KEY",
  "REDIS_URL",
] as const satisfies readonly (keyof Settings)[];
