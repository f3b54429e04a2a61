import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import type { EngineInfo, TextEngine } from "../../generation/text-engine.ts";
import type { Clock } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { plainLayout } from "../../roleplay/prompt/plain-layout.ts";
import type { ChatLayout } from "../../roleplay/prompt/prompt-segment.ts";
import { createModelLayout } from "../model-layout.ts";
import { OpenAiCompatibleEngine, type ServerTimeouts } from "./openai-compatible-engine.ts";
import { probeServer, type ServerFacts } from "./probe-server.ts";
import { ServerClient } from "./server-client.ts";
import { type ServerFlavour, serverFlavours } from "./server-flavour.ts";
import { ServerPromptWriter, type ServerProtocol } from "./server-prompt-writer.ts";
import { TokenEstimate } from "./token-estimate.ts";

export interface ServerLocation {
  /** With or without `/v1` at the end. No credentials in it. */
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Undefined: the first that the server names. */
  readonly model: string | undefined;
}

export interface OpenAiCompatibleOptions extends ServerLocation {
  readonly protocol: ServerProtocol;
  /** How prompts are written for `completions`. Undefined: as the server says, or else plainly. */
  readonly layout?: ChatLayout | undefined;
  /** Tokens of one conversation; never more than the server tells. */
  readonly contextSize: number;
  /** Never more than the server tells. */
  readonly slots: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly timeouts?: ServerTimeouts | undefined;
}

/** A long prompt on a slow machine takes minutes; a stream that has begun doesn't pause for one. */
const defaultTimeouts: ServerTimeouts = { firstEventMs: 280_000, nextEventMs: 60_000 };

/** Answers requests with the model of a server. Throws a {@link UserError} when the server or its model isn't there. */
export async function createOpenAiCompatibleEngine(
  options: OpenAiCompatibleOptions,
): Promise<TextEngine> {
  const { clock, logger, protocol } = options;
  const client = openClient(options, clock);
  const facts = await probeServer(client, options, options.signal);
  const flavour = serverFlavours[facts.kind];
  const info = engineInfo(options, facts, flavour);
  if (info.slots < options.slots)
    logger.warn({ slots: info.slots }, "the model's server has fewer slots than ENGINE_SLOTS");
  const estimate = new TokenEstimate();
  return new OpenAiCompatibleEngine({
    info,
    client,
    model: facts.model,
    flavour,
    writer: new ServerPromptWriter({
      protocol,
      layout: chooseLayout(options, facts),
      endTokens: facts.endTokens,
      prefills: flavour.prefill !== null,
      contextSize: info.contextSize,
      estimate,
    }),
    estimate,
    timeouts: options.timeouts ?? defaultTimeouts,
    clock,
    logger,
  });
}

/** What a server tells of itself, without an engine on it. Throws as {@link createOpenAiCompatibleEngine} does. */
export async function inspectServer(
  location: ServerLocation,
  context: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ServerFacts> {
  return probeServer(openClient(location, context.clock), location, context.signal);
}

function openClient({ url, apiKey }: ServerLocation, clock: Clock): ServerClient {
  const { username, password } = new URL(url);
  if (username !== "" || password !== "")
    throw new UserError(
      "engine-url-credentials",
      "ENGINE_URL has a user name or password in it. Put the key into ENGINE_API_KEY.",
    );
  return new ServerClient({ url, apiKey, now: () => clock.now() });
}

function engineInfo(
  options: OpenAiCompatibleOptions,
  facts: ServerFacts,
  flavour: ServerFlavour,
): EngineInfo {
  const modelId = posix.basename(facts.model).replace(/\.gguf$/i, "") || facts.model;
  return {
    modelId,
    displayName: modelId,
    contextSize: Math.min(options.contextSize, facts.contextSize ?? options.contextSize),
    slots: Math.min(options.slots, facts.slots ?? options.slots),
    engine: `${flavour.name} (${options.protocol})`,
    architecture: null,
    quantisation: null,
    sizeBytes: null,
  };
}

/** What is asked for before what the server says; plain text where nobody says anything. */
function chooseLayout(
  { layout, protocol, logger }: OpenAiCompatibleOptions,
  { chatTemplate, endTokens }: ServerFacts,
): ChatLayout {
  if (layout !== undefined) return layout;
  if (protocol === "chat" || chatTemplate === null) return plainLayout;
  return createModelLayout({
    template: chatTemplate,
    // The server begins every prompt with this token itself.
    bosToken: "",
    eosToken: endTokens.at(-1) ?? "",
    nonce: randomBytes(12).toString("hex"),
    logger,
  });
}
