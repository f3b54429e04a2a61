import { z } from "zod";
import { isAbort, UserError } from "../../lib/errors.ts";
import type { ServerClient } from "./server-client.ts";
import { ServerError } from "./server-error.ts";
import { recogniseServer, type ServerKind } from "./server-flavour.ts";

/** What a server tells of itself before anything is generated. */
export interface ServerFacts {
  readonly kind: ServerKind;
  /** The model that answers, by the server's name for it. */
  readonly model: string;
  /** Tokens that it has for one request; null where it doesn't tell. */
  readonly contextSize: number | null;
  /** Requests that it works on side by side; null where it doesn't tell. */
  readonly slots: number | null;
  /** The model's own chat template; null where it doesn't tell. */
  readonly chatTemplate: string | null;
  /** Text of the tokens that begin and end what the model writes, where it tells. */
  readonly endTokens: readonly string[];
}

/** Names in a complaint. */
const longestListing = 20;

/** Characters; paths of files on the server are the longest. */
const longestName = 300;

const positive = z.number().int().positive();

const modelListSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      owned_by: z.string().optional().catch(undefined),
      /** vLLM. */
      max_model_len: positive.optional().catch(undefined),
    }),
  ),
});

/** llama-server: https://github.com/ggml-org/llama.cpp/tree/master/tools/server#get-props-get-server-global-properties */
const propsSchema = z.object({
  default_generation_settings: z
    .object({ n_ctx: positive.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  total_slots: positive.optional().catch(undefined),
  chat_template: z.string().min(1).optional().catch(undefined),
  bos_token: z.string().optional().catch(undefined),
  eos_token: z.string().optional().catch(undefined),
});

/** KoboldCpp: https://lite.koboldai.net/koboldcpp_api */
const trueContextSchema = z.object({ value: positive });

/**
 * Asks a server what it is and what it has. `model` is the one that is wanted; undefined: the first. Throws a
 * {@link UserError} that says what to do when it can't be reached, refuses the key or lacks the model.
 */
export async function probeServer(
  client: ServerClient,
  wanted: { readonly model: string | undefined; readonly url: string },
  signal: AbortSignal,
): Promise<ServerFacts> {
  const list = await listModels(client, wanted.url, signal);
  const { model: name } = wanted;
  const found = name === undefined ? list[0] : list.find(({ id }) => isNamed(id, name));
  if (found === undefined && (name === undefined || list.length > 0))
    throw missingModel(name, list);
  const kind = recogniseServer((found ?? list[0])?.owned_by);
  const facts: ServerFacts = {
    kind,
    model: found?.id ?? name ?? "",
    contextSize: found?.max_model_len ?? null,
    slots: null,
    chatTemplate: null,
    endTokens: [],
  };
  if (kind === "llama-server") return { ...facts, ...(await askProps(client, signal)) };
  if (kind === "koboldcpp") return { ...facts, contextSize: await askTrueContext(client, signal) };
  return facts;
}

type ListedModel = z.infer<typeof modelListSchema>["data"][number];

async function listModels(
  client: ServerClient,
  url: string,
  signal: AbortSignal,
): Promise<readonly ListedModel[]> {
  try {
    const parsed = modelListSchema.safeParse(await client.getJson("/v1/models", signal));
    if (parsed.success) return parsed.data.data.filter(({ id }) => isPrintable(id));
    throw new ServerError({ kind: "broken" }, "no list of models");
  } catch (thrown) {
    if (isAbort(thrown, signal) || !(thrown instanceof ServerError)) throw thrown;
    const { problem } = thrown;
    // A server without this route may still know the other ones.
    if (problem.kind === "status" && (problem.status === 404 || problem.status === 405)) return [];
    throw startProblem(thrown, url);
  }
}

/** Names come up in terminals and in Discord. */
function isPrintable(id: string): boolean {
  return id !== "" && id.length <= longestName && !/[\p{Cc}\p{Cf}]/u.test(id);
}

/** Servers name models by paths and with tags, people by what they remember of it. */
function isNamed(id: string, name: string): boolean {
  return id === name || id === `${name}:latest` || id.split("/").at(-1) === name;
}

async function askProps(client: ServerClient, signal: AbortSignal): Promise<Partial<ServerFacts>> {
  const props = propsSchema.safeParse(await orNull(client.getJson("/props", signal), signal));
  if (!props.success) return {};
  const { default_generation_settings, total_slots, chat_template, bos_token, eos_token } =
    props.data;
  return {
    contextSize: default_generation_settings?.n_ctx ?? null,
    slots: total_slots ?? null,
    chatTemplate: chat_template ?? null,
    endTokens: [bos_token ?? "", eos_token ?? ""].filter((token) => token !== ""),
  };
}

async function askTrueContext(client: ServerClient, signal: AbortSignal): Promise<number | null> {
  const answer = await orNull(client.getJson("/api/extra/true_max_context_length", signal), signal);
  const parsed = trueContextSchema.safeParse(answer);
  return parsed.success ? parsed.data.value : null;
}

/** What a server doesn't tell, the settings say. */
async function orNull(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  try {
    return await answer;
  } catch (thrown) {
    if (isAbort(thrown, signal) || !(thrown instanceof ServerError)) throw thrown;
    return null;
  }
}

function missingModel(name: string | undefined, list: readonly ListedModel[]): UserError {
  if (name === undefined)
    return new UserError(
      "engine-model-missing",
      "The server in ENGINE_URL names no model. Load one there, or set ENGINE_MODEL.",
    );
  const known = list.slice(0, longestListing).map(({ id }) => id);
  const more = list.length > longestListing ? ", …" : "";
  return new UserError(
    "engine-model-missing",
    `The server in ENGINE_URL has no model "${name}". It has: ${known.join(", ")}${more}. Set ENGINE_MODEL.`,
  );
}

function startProblem(error: ServerError, url: string): UserError {
  const { problem } = error;
  const where = shownUrl(url);
  if (problem.kind === "unreachable")
    return new UserError(
      "engine-unreachable",
      `The server of ENGINE_URL, ${where}, can't be reached: ${error.detail}. Start it, or mend ENGINE_URL.`,
      { cause: error },
    );
  if (problem.kind === "status" && (problem.status === 401 || problem.status === 403))
    return new UserError(
      "engine-key-refused",
      `The server of ENGINE_URL, ${where}, refuses the key. Set ENGINE_API_KEY to the one that it was started with.`,
      { cause: error },
    );
  if (problem.kind === "status")
    return new UserError(
      "engine-failed",
      `The server of ENGINE_URL, ${where}, answers with status ${problem.status}. It may still be loading its model: try again, and look into its log.`,
      { cause: error },
    );
  return new UserError(
    "engine-not-compatible",
    `What answers at ENGINE_URL, ${where}, has no list of models: it isn't an OpenAI-compatible server. Mend ENGINE_URL.`,
    { cause: error },
  );
}

/** Without what may be secret in it. */
function shownUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
