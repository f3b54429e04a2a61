import type { GenerationQueue, QueueStatus } from "../../generation/generation-queue.ts";
import type {
  LoadProgress,
  ModelControl,
  ModelDescription,
  ModelFile,
  ModelTask,
  PulledModel,
  PullProgress,
} from "../../generation/model-control.ts";
import { UserError } from "../../lib/errors.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ConversationStore } from "../ports.ts";
import { type PlaceFinder, scopesOf } from "../settings/place.ts";
import type { ChoiceScope, ModelChoice, ModelChoices } from "./model-choices.ts";
import type { ModelRights } from "./model-rights.ts";
import type {
  KnownModel,
  ModelScope,
  ModelService,
  ModelUser,
  UsedModel,
} from "./model-service.ts";

export interface ModelDeskOptions {
  readonly control: ModelControl;
  readonly known: readonly KnownModel[];
  /** Hears which model the whole bot's is from now on; null: the workers' own. */
  readonly onBotChoice?: (model: string | null) => void;
  readonly queue: Pick<GenerationQueue, "status" | "waiting" | "move">;
  readonly choices: ModelChoices;
  readonly rights: ModelRights;
  readonly store: Pick<ConversationStore, "owedTurns" | "conversation">;
  readonly places: PlaceFinder;
  readonly audit: Pick<AuditLog, "record">;
  /** What becomes of replies that wait when another model is chosen. */
  readonly queuedReplies: "keep" | "move";
}

interface Waiting {
  readonly key: string;
  readonly channelId: string;
  readonly model: string | null;
}

export class ModelDesk implements ModelService {
  readonly #options: ModelDeskOptions;
  /** Source -> how to give its download up. */
  readonly #pulls = new Map<string, AbortController>();

  constructor(options: ModelDeskOptions) {
    this.#options = options;
  }

  choice(channelId: string): ModelChoice {
    return this.#options.choices.at(channelId);
  }

  answering(channelId: string): string | null {
    return this.choice(channelId).model ?? this.#options.control.defaultModel();
  }

  files(): readonly ModelFile[] {
    return this.#options.control.files();
  }

  known(): readonly KnownModel[] {
    return this.#options.known;
  }

  status(): Promise<QueueStatus> {
    return this.#options.queue.status();
  }

  describe(model: string, signal: AbortSignal): Promise<ModelDescription> {
    return this.#options.control.describe(model, signal);
  }

  requireChoice(user: ModelUser, scope: ModelScope): void {
    this.#options.rights.requireChoice(user, scope);
  }

  async use(
    user: ModelUser,
    { model, scope }: { readonly model: string; readonly scope: ModelScope },
    task: ModelTask<LoadProgress>,
  ): Promise<UsedModel> {
    const { control, choices, rights, audit } = this.#options;
    rights.requireChoice(user, scope);
    const place = this.#scopeOf(user, scope);
    const ready = await control.load(model, task);
    const before = this.#waiting();
    choices.choose(place, model);
    if (scope === "bot") this.#options.onBotChoice?.(model);
    audit.record({
      guildId: scope === "bot" ? null : user.guildId,
      channelId: scope === "channel" ? user.channelId : null,
      actorId: user.userId,
      action: "model.use",
      detail: { kind: "model", model, scope },
    });
    return { ready, ...(await this.#settleWaiting(before)) };
  }

  forget(user: ModelUser, scope: ModelScope): ModelChoice {
    const { choices, rights, audit } = this.#options;
    rights.requireChoice(user, scope);
    choices.forget(this.#scopeOf(user, scope));
    if (scope === "bot") this.#options.onBotChoice?.(null);
    audit.record({
      guildId: scope === "bot" ? null : user.guildId,
      channelId: scope === "channel" ? user.channelId : null,
      actorId: user.userId,
      action: "model.forget",
      detail: { kind: "model", model: null, scope },
    });
    return choices.at(user.channelId);
  }

  async pull(
    user: ModelUser,
    source: string,
    { onProgress, signal }: ModelTask<PullProgress>,
  ): Promise<PulledModel> {
    const { control, rights, audit } = this.#options;
    rights.requireOperator(user);
    if (this.#pulls.has(source))
      throw new UserError("model-pull-running", "This model is being downloaded already.");
    const cancel = new AbortController();
    this.#pulls.set(source, cancel);
    try {
      const pulled = await control.pull(source, {
        onProgress,
        signal: AbortSignal.any([signal, cancel.signal]),
      });
      audit.record({
        guildId: null,
        channelId: null,
        actorId: user.userId,
        action: "model.pull",
        detail: { kind: "model-pulled", model: pulled.id, source },
      });
      return pulled;
    } catch (thrown) {
      if (cancel.signal.aborted)
        throw new UserError(
          "model-pull-cancelled",
          "The download was stopped. Asking for it again goes on where it was.",
        );
      throw thrown;
    } finally {
      this.#pulls.delete(source);
    }
  }

  cancelPull(user: ModelUser, source: string): boolean {
    this.#options.rights.requireOperator(user);
    const pull = this.#pulls.get(source);
    pull?.abort();
    return pull !== undefined;
  }

  delegate(user: ModelUser, roleId: string | null): void {
    const { rights, audit } = this.#options;
    rights.requireOperator(user);
    if (user.guildId === null) throw onlyOnServers();
    rights.delegate(user.guildId, roleId);
    audit.record({
      guildId: user.guildId,
      channelId: null,
      actorId: user.userId,
      action: "model.delegate",
      detail: { kind: "model-role", roleId },
    });
  }

  #scopeOf({ channelId, guildId }: ModelUser, scope: ModelScope): ChoiceScope {
    if (scope === "bot") return "bot";
    if (scope === "server") {
      if (guildId === null) throw onlyOnServers();
      return { kind: "guild", id: guildId };
    }
    const place = this.#options.places.placeOf(channelId);
    return (place && scopesOf(place)[0]) ?? { kind: "channel", id: channelId };
  }

  /** Conversations that are owed a reply, with the model that was promised to each. */
  #waiting(): readonly Waiting[] {
    const { store, choices } = this.#options;
    const keys = new Set(store.owedTurns().map(({ conversationId }) => conversationId));
    return [...keys].flatMap((key) => {
      const channelId = store.conversation(key)?.channelId;
      return channelId === undefined
        ? []
        : [{ key, channelId, model: choices.at(channelId).model }];
    });
  }

  async #settleWaiting(
    before: readonly Waiting[],
  ): Promise<{ readonly waiting: number; readonly moved: number }> {
    const { queue, choices, queuedReplies } = this.#options;
    let waiting = 0;
    let moved = 0;
    for (const { key, channelId, model } of before) {
      const chosen = choices.at(channelId).model;
      if (chosen === null || chosen === model) continue;
      const jobs = queue.waiting(new Set([key]));
      waiting += jobs.length;
      if (queuedReplies === "keep") continue;
      for (const id of jobs) if (await queue.move(id, chosen)) moved++;
    }
    return { waiting, moved };
  }
}

function onlyOnServers(): UserError {
  return new UserError("only-on-servers", "That needs a server; here is none.");
}
