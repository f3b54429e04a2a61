import { element } from "../dom.ts";

const shownMs = 6000;

/** Short notes at the foot of the page. Screen readers say them; they go by themselves. */
export function toasts(): { readonly root: HTMLElement; notify(text: string): void } {
  const root = element("div", {
    class: "toasts",
    attributes: { role: "status", "aria-live": "polite" },
  });
  return {
    root,
    notify(text) {
      const note = element("div", { class: "toast", text });
      root.append(note);
      setTimeout(() => note.remove(), shownMs);
    },
  };
}
