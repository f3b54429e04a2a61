import type { PersonaChoice, PersonaScope } from "./persona-store.ts";

/** Where somebody speaks. */
export interface PersonaPlace {
  /** Null in direct messages. */
  readonly guildId: string | null;
  readonly channelId: string;
  /** The channel that a thread hangs on; null, or left out, for what is no thread. */
  readonly parentId?: string | null;
}

/** From the narrowest to the widest. */
const order: readonly PersonaScope["kind"][] = ["channel", "server", "everywhere"];

/** The choice that holds in a place: the narrowest that was made; undefined where none was. */
export function choiceFor(
  choices: readonly PersonaChoice[],
  place: PersonaPlace,
): PersonaChoice | undefined {
  return choices
    .filter(({ scope }) => holds(scope, place))
    .toSorted((a, b) => width(a.scope, place) - width(b.scope, place))[0];
}

/** Rises from the narrowest to the widest: a thread's own choice goes before its channel's. */
function width(scope: PersonaScope, { channelId }: PersonaPlace): number {
  const isParent = scope.kind === "channel" && scope.channelId !== channelId;
  return order.indexOf(scope.kind) + (isParent ? 0.5 : 0);
}

function holds(scope: PersonaScope, { guildId, channelId, parentId }: PersonaPlace): boolean {
  if (scope.kind === "channel")
    return scope.channelId === channelId || scope.channelId === parentId;
  return scope.kind === "everywhere" || scope.guildId === guildId;
}
