import type { QueueStatus } from "../../generation/generation-queue.ts";
import type {
  LoadProgress,
  ModelDescription,
  ModelFile,
  ModelTask,
  PulledModel,
  PullProgress,
  ReadyModel,
} from "../../generation/model-control.ts";
import type { ModelChoice } from "./model-choices.ts";

/** Who does something, and where. */
export interface ModelUser {
  readonly userId: string;
  readonly roleIds: readonly string[];
  readonly channelId: string;
  /** Null in direct messages. */
  readonly guildId: string | null;
}

/** A model that the program knows of, whether it is here or not. */
export interface KnownModel {
  readonly id: string;
  readonly family: string;
  /** `7B`, `13B`. */
  readonly sizes: readonly string[];
  /** Tokens that it was trained for. */
  readonly contextLength: number;
  /** How it comes to run here: of files that are read as they are, of such as are rewritten, or elsewhere. */
  readonly route: "native" | "imported" | "remapped" | "other engine";
  /** Whether {@link ModelService.pull} brings it by its id. */
  readonly canBePulled: boolean;
}

export type ModelScope = "channel" | "server" | "bot";

export interface UsedModel {
  readonly ready: ReadyModel;
  /** Replies that waited for another model when this was chosen. */
  readonly waiting: number;
  /** How many of them this one writes now; the others keep what they were promised. */
  readonly moved: number;
}

/** What people can do with models. Wrong input and lacking rights end in a `UserError`. */
export interface ModelService {
  /** Which model answers in a channel, and who chose it. */
  choice(channelId: string): ModelChoice;
  /** The id of the model that answers in a channel, chosen or not; null while nobody knows. From memory. */
  answering(channelId: string): string | null;
  /** The files there are. From memory. */
  files(): readonly ModelFile[];
  /** Those of the catalogue. */
  known(): readonly KnownModel[];
  status(): Promise<QueueStatus>;
  describe(model: string, signal: AbortSignal): Promise<ModelDescription>;
  /** @throws UserError when this person may not choose models there. */
  requireChoice(user: ModelUser, scope: ModelScope): void;
  /** Loads a model and has it answer in this scope from now on. When that fails, nothing changes. */
  use(
    user: ModelUser,
    wish: { readonly model: string; readonly scope: ModelScope },
    task: ModelTask<LoadProgress>,
  ): Promise<UsedModel>;
  /** Takes a choice back: the wider one holds again. */
  forget(user: ModelUser, scope: ModelScope): ModelChoice;
  /** Downloads a model; operators only. */
  pull(user: ModelUser, source: string, task: ModelTask<PullProgress>): Promise<PulledModel>;
  /** Gives a download up; what has come stays for the next try. False when none was running. */
  cancelPull(user: ModelUser, source: string): boolean;
  /** Lets the members of a role choose models on this server; null takes it back. */
  delegate(user: ModelUser, roleId: string | null): void;
}
