import { UserError } from "../../lib/errors.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { ModelScope, ModelUser } from "./model-service.ts";

const roleKey = "model.role";

/** Who may choose models where: the bot's operators everywhere, and on a server the role that was named for it. */
export class ModelRights {
  readonly #store: SettingsStore;
  readonly #operators: () => ReadonlySet<string>;

  constructor(store: SettingsStore, operators: () => ReadonlySet<string>) {
    this.#store = store;
    this.#operators = operators;
  }

  /** @throws UserError that says who may. */
  requireChoice(user: ModelUser, scope: ModelScope): void {
    if (this.#isOperator(user)) return;
    if (scope === "bot") throw operatorsOnly();
    const roleId = this.#roleOf(user.guildId);
    if (roleId !== null && user.roleIds.includes(roleId)) return;
    if (roleId === null) throw operatorsOnly();
    throw new UserError(
      "not-a-model-chooser",
      `Only the bot's operators and members of <@&${roleId}> may choose models here.`,
      { values: { role: roleId } },
    );
  }

  /** @throws UserError */
  requireOperator(user: Pick<ModelUser, "userId">): void {
    if (!this.#isOperator(user)) throw operatorsOnly();
  }

  /** Null: nobody but the operators. */
  delegate(guildId: string, roleId: string | null): void {
    const guild = { kind: "guild", id: guildId } as const;
    if (roleId === null) this.#store.clear(guild, roleKey);
    else this.#store.set(guild, roleKey, roleId);
  }

  #isOperator({ userId }: Pick<ModelUser, "userId">): boolean {
    return this.#operators().has(userId);
  }

  #roleOf(guildId: string | null): string | null {
    if (guildId === null) return null;
    const [values] = this.#store.read([{ kind: "guild", id: guildId }]);
    const roleId = values?.[roleKey];
    return typeof roleId === "string" ? roleId : null;
  }
}

function operatorsOnly(): UserError {
  return new UserError(
    "not-an-operator",
    "Only the operators of this bot may do that: the people in OPERATOR_IDS or, where that is empty, the owner of the bot's application.",
  );
}
