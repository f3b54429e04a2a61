import { element } from "../dom.ts";

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly page: HTMLElement;
}

/** Tabs as the ARIA practices have them: one tab stop, arrow keys go from tab to tab. */
export function tabs(
  label: string,
  all: readonly Tab[],
): { readonly root: HTMLElement; open(id: string): void } {
  const buttons = all.map((tab) =>
    element("button", {
      class: "tab",
      text: tab.title,
      attributes: {
        type: "button",
        role: "tab",
        id: `tab-${tab.id}`,
        "aria-controls": `page-${tab.id}`,
      },
      on: { click: () => open(tab.id) },
    }),
  );
  for (const tab of all) {
    tab.page.id = `page-${tab.id}`;
    tab.page.setAttribute("role", "tabpanel");
    tab.page.setAttribute("aria-labelledby", `tab-${tab.id}`);
    tab.page.tabIndex = 0;
  }
  const open = (id: string) => {
    all.forEach((tab, index) => {
      const selected = tab.id === id;
      tab.page.hidden = !selected;
      const button = buttons[index];
      button?.setAttribute("aria-selected", String(selected));
      if (button) button.tabIndex = selected ? 0 : -1;
    });
  };
  const list = element(
    "div",
    {
      class: "tabs",
      attributes: { role: "tablist", "aria-label": label },
      on: {
        keydown: (event) => {
          if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
          const at = buttons.findIndex((button) => button === document.activeElement);
          const next = (at + (event.key === "ArrowRight" ? 1 : -1) + all.length) % all.length;
          open(all[next]?.id ?? "");
          buttons[next]?.focus();
        },
      },
    },
    ...buttons,
  );
  open(all[0]?.id ?? "");
  return {
    root: element("div", { class: "tabbed" }, list, ...all.map((tab) => tab.page)),
    open,
  };
}
