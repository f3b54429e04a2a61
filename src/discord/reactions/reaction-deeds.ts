import type { TurnFace } from "../../conversation/swipes/swipe-store.ts";
import type { Person } from "../../conversation/swipes/turn-rights.ts";
import type { Answer, CommandServices } from "../commands/command.ts";
import { button, rowOf } from "../components/button.ts";
import { askDelete } from "../components/deeds/delete.ts";
import { askFollowers } from "../components/followers.ts";
import type { Texts } from "../texts/en/english.ts";

/** What a reaction does with the turn below which it stands; what it returns is to be asked, or offered as a button. */
export type ReactionDeed = (
  face: TurnFace,
  person: Person,
  services: Pick<CommandServices, "turns">,
  texts: Texts["turns"],
) => Promise<Answer | null>;

const idOf = (action: string, { turn, revision }: TurnFace) => ({
  action,
  subject: turn.id,
  revision,
  detail: "",
});

const swipe: ReactionDeed = (face, person, { turns }, texts) => {
  const seen = { turnId: face.turn.id, revision: face.revision };
  const deed = turns.again(seen, person, "ask", null);
  const asked = deed.kind === "ask" ? askFollowers(idOf("again", face), deed, texts) : null;
  return Promise.resolve(asked);
};

const remove: ReactionDeed = (face, person, { turns }, texts) => {
  const { turn } = turns.face(face.turn.id, person);
  const question = turns.questionAbout(turn, person);
  return Promise.resolve(askDelete(idOf("delete", face), question, texts));
};

/** A form needs a button, and the buttons's answer is for who presses it alone. */
const edit: ReactionDeed = (face, person, { turns }, texts) => {
  turns.face(face.turn.id, person);
  return Promise.resolve({
    rows: [rowOf(button(idOf("edit", face), { emoji: "📝", label: texts.edit }))],
  });
};

const info: ReactionDeed = (face, _person, _services, texts) =>
  Promise.resolve({
    rows: [rowOf(button(idOf("info", face), { emoji: "❓", label: texts.info }))],
  });

/** By the emoji. */
export const reactionDeeds: ReadonlyMap<string, ReactionDeed> = new Map([
  ["🔁", swipe],
  ["❌", remove],
  ["📝", edit],
  ["❓", info],
]);
