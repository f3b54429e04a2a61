import type { ActivationSettings } from "../../roleplay/lorebook/activation.ts";

/** What whoever runs the bot decides about all lorebooks; what is left out is as in SillyTavern. */
export interface LoreSettings
  extends Partial<Omit<ActivationSettings, "tokenBudget" | "promptKind">> {
  /** The share of a context that lore may take, in percent. */
  readonly budgetPercent?: number;
  /** Most tokens of that share; 0 for no limit. */
  readonly budgetCap?: number;
}
