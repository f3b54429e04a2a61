import { type PlaceFinder, type SettingScope, scopesOf } from "../settings/place.ts";
import type { SettingsStore } from "../settings/settings-store.ts";

/** Where a choice comes from: a place, the whole bot's choice, or nobody's: then workers use their own default. */
export type ChoiceOrigin = SettingScope | { readonly kind: "bot" | "default"; readonly id: null };

export interface ModelChoice {
  /** Null: the workers' own default. */
  readonly model: string | null;
  readonly origin: ChoiceOrigin;
}

/** Small facts of the program itself. */
export interface BotState {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): void;
}

/** For whom a choice is made: a place, or the whole bot. */
export type ChoiceScope = SettingScope | "bot";

const placeKey = "model";
const botKey = "model.default";

/**
 * Which model answers where. The narrowest choice counts: thread, channel, category, server, bot. It is kept beside the
 * settings of places, but isn't one of them: those are everybody's who manages channels, models are the operators'.
 */
export class ModelChoices {
  readonly #store: SettingsStore;
  readonly #state: BotState;
  readonly #places: PlaceFinder;

  constructor(options: {
    readonly store: SettingsStore;
    readonly state: BotState;
    readonly places: PlaceFinder;
  }) {
    this.#store = options.store;
    this.#state = options.state;
    this.#places = options.places;
  }

  /** What holds in a channel or thread. */
  at(channelId: string): ModelChoice {
    const place = this.#places.placeOf(channelId);
    const scopes: readonly SettingScope[] =
      place === undefined ? [{ kind: "channel", id: channelId }] : scopesOf(place);
    const stored = this.#store.read(scopes);
    for (const [index, scope] of scopes.entries()) {
      const model = stored[index]?.[placeKey];
      if (typeof model === "string") return { model, origin: scope };
    }
    return this.ofBot();
  }

  /** What holds where nobody has chosen. */
  ofBot(): ModelChoice {
    const model = this.#state.get(botKey);
    return model === undefined
      ? { model: null, origin: { kind: "default", id: null } }
      : { model, origin: { kind: "bot", id: null } };
  }

  choose(scope: ChoiceScope, model: string): void {
    if (scope === "bot") this.#state.set(botKey, model);
    else this.#store.set(scope, placeKey, model);
  }

  /** From now on the wider choice holds. */
  forget(scope: ChoiceScope): void {
    if (scope === "bot") this.#state.delete(botKey);
    else this.#store.clear(scope, placeKey);
  }
}

/** The model that a bot that starts should load first; undefined: its own default. */
export function modelOfBot(state: Pick<BotState, "get">): string | undefined {
  return state.get(botKey);
}
