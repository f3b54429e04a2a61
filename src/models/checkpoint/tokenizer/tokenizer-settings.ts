import { z } from "zod";
import type { CheckpointFolder } from "../checkpoint-folder.ts";
import { parseConfig } from "../parse-config.ts";
import type { SpecialTokens } from "./vocabulary.ts";

const mostBytes = 16 * 1024 ** 2;

/** A token as settings name it: its text, or an object with it. */
const tokenNameSchema = z
  .union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
  .nullish()
  .catch(undefined);

const addedTokenSchema = z.looseObject({
  content: z.string(),
  special: z.boolean().default(false),
});

const tokenizerConfigSchema = z.looseObject({
  bos_token: tokenNameSchema,
  eos_token: tokenNameSchema,
  unk_token: tokenNameSchema,
  pad_token: tokenNameSchema,
  add_bos_token: z.boolean().nullish().catch(undefined),
  added_tokens_decoder: z.record(z.string(), addedTokenSchema).catch({}).default({}),
  chat_template: z.unknown().optional(),
});

const specialMapSchema = z.looseObject({
  bos_token: tokenNameSchema,
  eos_token: tokenNameSchema,
  unk_token: tokenNameSchema,
  pad_token: tokenNameSchema,
});

const modelConfigSchema = z.looseObject({
  bos_token_id: z.number().int().nonnegative().nullish().catch(undefined),
  eos_token_id: z
    .union([z.number(), z.array(z.number()).transform(([first]) => first)])
    .nullish()
    .catch(undefined),
  pad_token_id: z.number().int().nonnegative().nullish().catch(undefined),
});

/** A token that was added to a vocabulary. */
export interface AddedToken {
  readonly id: number;
  readonly text: string;
  /** A mark that isn't part of any text. */
  readonly special: boolean;
}

/** What the small files beside a vocabulary say of it. */
export interface TokenizerSettings {
  readonly added: readonly AddedToken[];
  /** Texts of tokens with a task, by the task. */
  readonly names: Readonly<Record<"bos" | "eos" | "unk" | "pad", string | undefined>>;
  /** Undefined: nobody says whether a text begins with the first token. */
  readonly addsBos: boolean | undefined;
  readonly ids: { readonly bos?: number; readonly eos?: number; readonly pad?: number };
  /** The checkpoint's own template of a chat. */
  readonly chatTemplate: string | undefined;
}

/** Reads tokenizer_config.json, special_tokens_map.json, added_tokens.json and what config.json says of tokens. */
export async function readTokenizerSettings(
  folder: CheckpointFolder,
  config: unknown,
): Promise<TokenizerSettings> {
  const settings = async <Schema extends z.ZodType>(name: string, schema: Schema) =>
    parseConfig(folder.path, (await folder.json(name, mostBytes)) ?? {}, schema, name);
  const own = await settings("tokenizer_config.json", tokenizerConfigSchema);
  const map = await settings("special_tokens_map.json", specialMapSchema);
  const { bos_token_id, eos_token_id, pad_token_id } = modelConfigSchema.parse(config);
  const names = {
    bos: own.bos_token ?? map.bos_token ?? undefined,
    eos: own.eos_token ?? map.eos_token ?? undefined,
    unk: own.unk_token ?? map.unk_token ?? undefined,
    pad: own.pad_token ?? map.pad_token ?? undefined,
  };
  return {
    added: await addedTokens(folder, own.added_tokens_decoder, names),
    names,
    addsBos: own.add_bos_token ?? undefined,
    ids: {
      ...(typeof bos_token_id === "number" && { bos: bos_token_id }),
      ...(typeof eos_token_id === "number" && { eos: eos_token_id }),
      ...(typeof pad_token_id === "number" && { pad: pad_token_id }),
    },
    chatTemplate: await chatTemplate(folder, own.chat_template),
  };
}

async function addedTokens(
  folder: CheckpointFolder,
  decoder: Readonly<Record<string, z.infer<typeof addedTokenSchema>>>,
  names: TokenizerSettings["names"],
): Promise<readonly AddedToken[]> {
  const marks = new Set(Object.values(names));
  const file = z
    .record(z.string(), z.number().int().nonnegative())
    .catch({})
    .parse((await folder.json("added_tokens.json", mostBytes)) ?? {});
  const byId = new Map<number, AddedToken>();
  for (const [text, id] of Object.entries(file))
    byId.set(id, { id, text, special: marks.has(text) });
  for (const [key, { content, special }] of Object.entries(decoder))
    byId.set(Number(key), { id: Number(key), text: content, special });
  return [...byId.values()].filter(({ id }) => Number.isSafeInteger(id));
}

const namedTemplatesSchema = z.array(z.looseObject({ name: z.string(), template: z.string() }));

/** In tokenizer_config.json as a text or as several with names, of which "default" counts; or in a file of its own. */
async function chatTemplate(folder: CheckpointFolder, own: unknown): Promise<string | undefined> {
  const file = await folder.text("chat_template.jinja", mostBytes);
  if (file !== undefined) return file;
  if (typeof own === "string") return own;
  const named = namedTemplatesSchema.safeParse(own).data ?? [];
  return named.find(({ name }) => name === "default")?.template ?? named[0]?.template;
}

/** GPT-2's mark between texts, which it has where nobody says anything else. */
const endOfText = "<|endoftext|>";

/** The tokens with a task: by their names in the vocabulary, else as config.json numbers them, else as GPT-2 has them. */
export function specialTokens(
  settings: TokenizerSettings,
  idOf: (text: string) => number | undefined,
  prefix: number | undefined,
): SpecialTokens {
  const { names, ids } = settings;
  const named = (text: string | undefined) => (text === undefined ? undefined : idOf(text));
  const usual = idOf(endOfText);
  return {
    prefix,
    bos: named(names.bos) ?? ids.bos ?? usual,
    eos: named(names.eos) ?? ids.eos ?? usual,
    unknown: named(names.unk),
    padding: named(names.pad) ?? ids.pad,
  };
}
