import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";

/** The people who run the bot: those of `OPERATOR_IDS` or, where that is empty, who owns its application. */
export class Operators {
  #ids: ReadonlySet<string>;
  readonly #named: boolean;

  /** `named`: `OPERATOR_IDS`. */
  constructor(named: string | undefined) {
    this.#named = named !== undefined;
    this.#ids = new Set(named?.split(/[\s,]+/));
  }

  ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** Asks who owns the application, where nobody was named. Never rejects: then nobody is one. */
  async learn(owners: () => Promise<readonly string[]>, logger: Logger): Promise<void> {
    if (this.#named) return;
    try {
      this.#ids = new Set(await owners());
    } catch (thrown) {
      logger.warn(
        { error: coerceError(thrown) },
        "Discord doesn't say who owns the bot; set OPERATOR_IDS to choose models from Discord",
      );
    }
  }
}
