import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { offeredCommands, type PageState } from "../state/page-state.ts";

/** The command by which somebody says something where the bot hears nothing. */
const talk = "talk";

/** The line under the header of a place where the bot is no member: what it can do there, and for whom. */
export function placeNote(app: App): HTMLElement {
  const note = element("div", { class: "place-note", attributes: { role: "note" } });
  app.store.show((state, before) => {
    const same =
      state.channels === before?.channels &&
      state.channelId === before.channelId &&
      state.speakerId === before.speakerId &&
      state.users === before.users &&
      state.commands === before.commands;
    if (same) return;
    const channel = state.channels.find((each) => each.id === state.channelId);
    note.hidden = channel?.kind !== "group";
    fill(note, ...(note.hidden ? [] : sentences(app, state)));
  });
  return note;
}

function sentences(app: App, state: PageState): (Node | string)[] {
  const { bot, users, speakerId } = state;
  const speaker = users.find((user) => user.id === speakerId);
  const name = speaker?.name ?? "You";
  const hears = `${bot.name} isn't in this group: it hears nothing and answers where it is asked. `;
  if (speaker?.hasApp !== true)
    return [
      hears,
      `${name} hasn't installed it: its commands aren't offered here, and it hears of ${name} only when a button below its messages is pressed.`,
    ];
  if (!offeredCommands(state).some(({ name }) => name === talk)) return [hears];
  return [
    hears,
    `${name} has installed it, and talks with `,
    element("button", {
      class: "mention",
      text: `/${talk}`,
      attributes: { type: "button" },
      on: { click: () => app.useCommand(talk) },
    }),
    ".",
  ];
}
