import {
  type ActionName,
  type ActionResult,
  type Actions,
  apiPrefix,
} from "../protocol/actions.ts";
import type { PageEvent } from "../protocol/page-events.ts";

export interface Connection {
  /** Does something as a user. Never rejects: a server that is gone is a result with a problem. */
  act<Name extends ActionName>(name: Name, body: Actions[Name]): Promise<ActionResult>;
}

/** Listens to the server; the browser connects again by itself and says where it stopped. */
export function connect(listeners: {
  readonly onEvent: (event: PageEvent) => void;
  readonly onOpen: () => void;
  readonly onLost: () => void;
}): Connection {
  const source = new EventSource(`${apiPrefix}/events`);
  source.addEventListener("message", (message) => {
    listeners.onEvent(JSON.parse(message.data) as PageEvent);
  });
  source.addEventListener("open", listeners.onOpen);
  source.addEventListener("error", listeners.onLost);
  return { act };
}

async function act<Name extends ActionName>(
  name: Name,
  body: Actions[Name],
): Promise<ActionResult> {
  try {
    const response = await fetch(`${apiPrefix}/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as ActionResult;
  } catch {
    return { ok: false, problem: "The playground's server can't be reached. Is it still running?" };
  }
}
