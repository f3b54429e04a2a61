import { element } from "../dom.ts";
import { type IconName, icon } from "./icon.ts";

export interface MenuItem {
  readonly label: string;
  readonly detail?: string;
  readonly icon?: IconName;
  /** Something to show in place of an icon. */
  readonly lead?: HTMLElement;
  readonly danger?: boolean;
  /** Given: one of several of which one is on. */
  readonly checked?: boolean;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly title?: string;
  readonly items: readonly MenuItem[];
}

/**
 * Opens a menu beside `anchor`. Arrow keys move, Escape closes and gives the focus back to where it was; when the focus
 * goes elsewhere, the menu goes too.
 */
export function openMenu(anchor: HTMLElement, label: string, groups: readonly MenuGroup[]): void {
  closeOpenMenu?.(false);
  const menu = element("div", { class: "menu", attributes: { role: "menu", "aria-label": label } });
  const close = (giveFocusBack: boolean) => {
    closeOpenMenu = undefined;
    menu.removeEventListener("focusout", onFocusOut);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", onPointerDown, true);
    if (giveFocusBack) anchor.focus();
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.target instanceof Node && !menu.contains(event.target)) close(false);
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    // It is null when the whole window loses the focus, which is no reason to close.
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) close(false);
  };

  for (const group of groups) {
    if (group.items.length === 0) continue;
    const part = element("div", {
      class: "menu-group",
      attributes: { role: "group", "aria-label": group.title },
    });
    if (group.title !== undefined)
      part.append(element("div", { class: "menu-title", text: group.title }));
    part.append(...group.items.map((item) => menuItem(item, close)));
    menu.append(part);
  }
  menu.addEventListener("keydown", (event) => onMenuKey(event, menu, close));
  menu.addEventListener("focusout", onFocusOut);
  document.body.append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", onPointerDown, true);
  closeOpenMenu = close;
  (menu.querySelector<HTMLElement>("[aria-checked=true]") ?? itemsOf(menu)[0])?.focus();
}

let closeOpenMenu: ((giveFocusBack: boolean) => void) | undefined;

function menuItem(item: MenuItem, close: (giveFocusBack: boolean) => void): HTMLElement {
  return element(
    "button",
    {
      class: item.danger ? "menu-item danger" : "menu-item",
      attributes: {
        type: "button",
        role: item.checked === undefined ? "menuitem" : "menuitemradio",
        "aria-checked": item.checked === undefined ? undefined : String(item.checked),
        tabindex: -1,
      },
      on: {
        click: () => {
          close(true);
          item.run();
        },
      },
    },
    item.lead ?? (item.icon && icon(item.icon)),
    element(
      "span",
      { class: "menu-label" },
      item.label,
      item.detail !== undefined && element("small", { text: item.detail }),
    ),
    item.checked === true && icon("check"),
  );
}

function onMenuKey(
  event: KeyboardEvent,
  menu: HTMLElement,
  close: (giveFocusBack: boolean) => void,
): void {
  const items = itemsOf(menu);
  const at = items.findIndex((item) => item === document.activeElement);
  const go = (index: number) => {
    event.preventDefault();
    items.at(index % items.length)?.focus();
  };
  switch (event.key) {
    case "ArrowDown":
      go(at + 1);
      break;
    case "ArrowUp":
      go(at - 1);
      break;
    case "Home":
      go(0);
      break;
    case "End":
      go(-1);
      break;
    case "Escape":
    case "Tab":
      event.preventDefault();
      close(true);
      break;
    default:
  }
  event.stopPropagation();
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(".menu-item")];
}

/** Under the anchor when there is room, else above it; towards the middle; never over the edge of the window. */
function place(menu: HTMLElement, anchor: HTMLElement): void {
  const margin = 8;
  const from = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = from.bottom + 4 + size.height + margin <= window.innerHeight;
  const top = below ? from.bottom + 4 : Math.max(margin, from.top - size.height - 4);
  const towardsMiddle = from.left > window.innerWidth / 2 ? from.right - size.width : from.left;
  const left = Math.min(towardsMiddle, window.innerWidth - size.width - margin);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(margin, left)}px`;
}
