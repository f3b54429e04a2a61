import type { GenerationQueue, QueueMode, QueueStatus } from "../../generation/generation-queue.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ModelRights } from "../models/model-rights.ts";
import type { ModelUser } from "../models/model-service.ts";

const pausedKey = "queue.paused";

/** What the people who run the bot do to the queue as a whole. */
export interface QueueService {
  /** @throws UserError when it isn't one of the bot's operators. Rejects with an `OperationalError` while the queue is away. */
  switchTo(user: ModelUser, mode: QueueMode): Promise<QueueStatus>;
}

export interface QueueDeskOptions {
  readonly queue: Pick<GenerationQueue, "switchTo" | "status">;
  readonly rights: Pick<ModelRights, "requireOperator">;
  readonly audit: Pick<AuditLog, "record">;
  readonly state: {
    get(key: string): string | undefined;
    set(key: string, value: string): void;
    delete(key: string): void;
  };
}

const actions = {
  running: "queue.resume",
  paused: "queue.pause",
  draining: "queue.drain",
} as const;

export class QueueDesk implements QueueService {
  readonly #options: QueueDeskOptions;

  constructor(options: QueueDeskOptions) {
    this.#options = options;
  }

  async switchTo(user: ModelUser, mode: QueueMode): Promise<QueueStatus> {
    const { queue, rights, audit, state } = this.#options;
    rights.requireOperator(user);
    await queue.switchTo(mode);
    // A queue is emptied before a restart, and the restart ends that.
    if (mode === "paused") state.set(pausedKey, "1");
    else state.delete(pausedKey);
    audit.record({
      guildId: null,
      channelId: user.channelId,
      actorId: user.userId,
      action: actions[mode],
      detail: "",
    });
    return queue.status();
  }

  /** Leaves the queue as an earlier run of the bot was told to. */
  async restore(): Promise<void> {
    const { queue, state } = this.#options;
    await queue.switchTo(state.get(pausedKey) === undefined ? "running" : "paused");
  }
}
