import { neutralSampling } from "../../generation/sampling-defaults.ts";
import type { Preset } from "./preset.ts";

/** Presets that ship. Each says everything, so that it means the same wherever it is chosen. */
export const builtInPresets: readonly Preset[] = [
  {
    id: "balanced",
    name: "Balanced",
    guildId: null,
    settings: {
      ...neutralSampling,
      temperature: 1,
      minP: 0.07,
      repeatPenalty: 1.05,
      repeatLastTokens: 1024,
      dryMultiplier: 0.8,
    },
  },
  {
    id: "creative",
    name: "Creative",
    guildId: null,
    settings: {
      ...neutralSampling,
      temperature: 1.25,
      minP: 0.1,
      repeatPenalty: 1.03,
      repeatLastTokens: 1024,
      xtcProbability: 0.5,
    },
  },
  {
    id: "stable",
    name: "Stable",
    guildId: null,
    settings: {
      ...neutralSampling,
      temperature: 0.7,
      topP: 0.9,
      topK: 100,
      repeatPenalty: 1.07,
      repeatLastTokens: 360,
    },
  },
  {
    id: "old-models",
    name: "Old models",
    guildId: null,
    settings: {
      ...neutralSampling,
      temperature: 0.7,
      topP: 0.8,
      topK: 40,
      repeatPenalty: 1.16,
      repeatLastTokens: 1024,
    },
  },
];
