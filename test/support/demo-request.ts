import { readFileSync } from "node:fs";
import type { GenerationRequest, PromptSection } from "../../src/generation/request.ts";
import { defaultSampling } from "../../src/generation/sampling-defaults.ts";

export const demoModelFile = "models/hearthside-4m/hearthside-4m.Q8_0.gguf";

/** Who says what, oldest first; the reply is Rosie's, so the last one should be a user. */
export type DemoTurn = readonly [speaker: string, text: string];

export interface DemoRequestOptions
  extends Partial<
    Pick<
      GenerationRequest,
      "id" | "conversationKey" | "priority" | "stop" | "maxTokens" | "leastTokens"
    >
  > {
  readonly turns: readonly DemoTurn[];
  /** Merged over the defaults, which take the likeliest token always. */
  readonly sampling?: Partial<GenerationRequest["sampling"]>;
  /** More sections, just before the history. */
  readonly extraSections?: readonly PromptSection[];
  /** Changes the head, so that conversations have no prefix in common. */
  readonly title?: string;
}

const character = "Rosie Oakhart";
let requests = 0;

/** A request for Rosie Oakhart's next reply, in the layout that the demo model was trained on. */
export function demoRequest(options: DemoRequestOptions): GenerationRequest {
  const { turns, sampling, extraSections = [], title = "", ...rest } = options;
  const user = turns.find(([speaker]) => speaker !== character)?.[0] ?? "Tom";
  const number = ++requests;
  return {
    version: 1,
    id: `demo-${number}`,
    conversationKey: `demo-conversation-${number}`,
    fairnessKey: "guild",
    priority: "interactive",
    model: null,
    prompt: {
      sections: [...head(user, title), ...extraSections, ...turns.map(historySection)],
      replyPrefix: `${character}:`,
    },
    stop: [`\n${user}:`],
    sampling: { ...defaultSampling, temperature: 0, seed: 11, ...sampling },
    maxTokens: 120,
    ...rest,
  };
}

function head(user: string, title: string): readonly PromptSection[] {
  const card = readRosie();
  const expand = (text: string) =>
    text.replaceAll("{{char}}", character).replaceAll("{{user}}", user);
  const texts = {
    main: `${title}Write ${character}'s next reply in a fictional chat between ${character} and ${user}.`,
    description: expand(card.description),
    personality: `Personality: ${expand(card.personality)}`,
    scenario: `Scenario: ${expand(card.scenario)}`,
  };
  return Object.entries(texts).map(([id, text]) => ({
    id,
    role: "system",
    text,
    trim: { kind: "required" },
  }));
}

function historySection([speaker, text]: DemoTurn, index: number): PromptSection {
  return {
    id: `history:${index}`,
    role: speaker === character ? "assistant" : "user",
    text: `${speaker}: ${text}`,
    trim: { kind: "history" },
  };
}

interface RosieCard {
  readonly description: string;
  readonly personality: string;
  readonly scenario: string;
}

function readRosie(): RosieCard {
  const card: { readonly data: RosieCard } = JSON.parse(
    readFileSync("characters/rosie-oakhart.json", "utf8"),
  );
  return card.data;
}
