import type { PersonaChoice, PersonaScope } from "./persona-store.ts";

/** Where somebody speaks. */
export interface PersonaPlace {
  /** Null in direct messages. */
  readonly guildId: string | null;
  readonly channelId: string;
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
    .toSorted((a, b) => order.indexOf(a.scope.kind) - order.indexOf(b.scope.kind))[0];
}

function holds(scope: PersonaScope, { guildId, channelId }: PersonaPlace): boolean {
  if (scope.kind === "channel") return scope.channelId === channelId;
  return scope.kind === "everywhere" || scope.guildId === guildId;
}
