import type { SamplingSettings } from "../../generation/request.ts";

/** What of the sampling settings is done here; the library itself knows less than half of it. */
export const chosenBy: ReadonlySet<string> = new Set<keyof SamplingSettings>([
  "temperature",
  "topK",
  "topP",
  "minP",
  "repeatPenalty",
  "repeatLastTokens",
  "frequencyPenalty",
  "presencePenalty",
  "xtcProbability",
  "xtcThreshold",
  "seed",
]);

interface Candidate {
  readonly token: number;
  readonly logit: number;
  chance: number;
}

/**
 * Draws the next token: penalties, then the cuts of top-k, top-p, min-p and XTC, then the temperature, in llama.cpp's
 * order. `recent` holds the tokens that penalties count; `random` gives numbers from 0 up to 1.
 */
export function chooseToken(
  logits: Float32Array,
  sampling: SamplingSettings,
  { recent, random }: { readonly recent: readonly number[]; readonly random: () => number },
): number {
  const punished = punish(logits, sampling, recent);
  if (sampling.temperature <= 0) return likeliest(punished);
  const candidates = cutTail(sortedCandidates(punished, sampling), sampling);
  const kept = dropTop(candidates, sampling, random);
  return draw(kept, sampling.temperature, random());
}

function punish(
  logits: Float32Array,
  { repeatPenalty, frequencyPenalty, presencePenalty, repeatLastTokens }: SamplingSettings,
  recent: readonly number[],
): Float32Array {
  const counts = new Map<number, number>();
  for (const token of recent.slice(Math.max(0, recent.length - repeatLastTokens)))
    counts.set(token, (counts.get(token) ?? 0) + 1);
  const result = Float32Array.from(logits);
  for (const [token, count] of counts) {
    const logit = result[token];
    if (logit === undefined) continue;
    const repeated = logit > 0 ? logit / repeatPenalty : logit * repeatPenalty;
    result[token] = repeated - count * frequencyPenalty - presencePenalty;
  }
  return result;
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let token = 1; token < logits.length; token++)
    if ((logits[token] ?? Number.NEGATIVE_INFINITY) > (logits[best] ?? 0)) best = token;
  return best;
}

/** Below the likeliest by so much, a token is drawn once in a billion times; sorting all of them takes milliseconds. */
const farBelow = 20;

/** The likeliest first, with their chances at a temperature of 1. */
function sortedCandidates(
  logits: Float32Array,
  { topK, temperature }: SamplingSettings,
): readonly Candidate[] {
  const least = (logits[likeliest(logits)] ?? 0) - farBelow * Math.max(1, temperature);
  const some: Candidate[] = [];
  for (const [token, logit] of logits.entries())
    if (logit >= least) some.push({ token, logit, chance: 0 });
  some.sort((a, b) => b.logit - a.logit || a.token - b.token);
  return withChances(topK > 0 ? some.slice(0, topK) : some, 1);
}

function withChances(candidates: readonly Candidate[], temperature: number): readonly Candidate[] {
  const most = candidates[0]?.logit ?? 0;
  let sum = 0;
  for (const candidate of candidates) {
    candidate.chance = Math.exp((candidate.logit - most) / temperature);
    sum += candidate.chance;
  }
  for (const candidate of candidates) candidate.chance /= sum;
  return candidates;
}

function cutTail(
  candidates: readonly Candidate[],
  { topP, minP }: SamplingSettings,
): readonly Candidate[] {
  const least = minP * (candidates[0]?.chance ?? 0);
  let before = 0;
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const isFirst = kept.length === 0;
    if (!isFirst && (before >= topP || candidate.chance < least)) break;
    kept.push(candidate);
    before += candidate.chance;
  }
  return kept;
}

/** XTC: now and then, all tokens but the last of those that are likely enough are taken away. */
function dropTop(
  candidates: readonly Candidate[],
  { xtcProbability, xtcThreshold }: SamplingSettings,
  random: () => number,
): readonly Candidate[] {
  if (xtcProbability <= 0 || random() >= xtcProbability) return candidates;
  const likely = candidates.filter(({ chance }) => chance >= xtcThreshold).length;
  return likely < 2 ? candidates : candidates.slice(likely - 1);
}

function draw(candidates: readonly Candidate[], temperature: number, random: number): number {
  let left = random;
  for (const { token, chance } of withChances(candidates, temperature)) {
    left -= chance;
    if (left < 0) return token;
  }
  return candidates.at(-1)?.token ?? 0;
}

/** Numbers from 0 up to 1, the same ones for a seed: "mulberry32" by Tommy Ettinger. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
