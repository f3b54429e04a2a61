import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { icon } from "../view/icon.ts";
import { timeOfDay } from "../view/time-text.ts";

/** What the bot did that Discord would not have allowed. */
export function violationList(app: App): HTMLElement {
  const root = element("section", { class: "panel-page" });
  app.store.show((state, before) => {
    if (state.violations === before?.violations) return;
    if (state.violations.length === 0)
      fill(
        root,
        element(
          "div",
          { class: "all-well" },
          icon("check"),
          element("strong", { text: "Every rule kept" }),
          element("p", {
            text: "Lengths, permissions, the three seconds to answer, rate limits: what real Discord would refuse is listed here.",
          }),
        ),
      );
    else
      fill(
        root,
        element(
          "ol",
          { class: "violations" },
          ...state.violations.map((violation) =>
            element(
              "li",
              {},
              element("time", { text: timeOfDay(violation.at) }),
              element("p", { text: violation.text }),
            ),
          ),
        ),
      );
  });
  return root;
}
