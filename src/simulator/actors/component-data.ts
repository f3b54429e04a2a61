import { flatten } from "../rules/component-rules.ts";
import { componentTypes } from "../rules/component-types.ts";
import { asText, objectsOf } from "../rules/text.ts";
import { wireUser } from "../wire/wire-user.ts";
import type { SimMessage, WireObject } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { ActorError } from "./actor.ts";

/** The component of a message that a person means. Throws when it isn't there or is disabled. */
export function findComponent(
  message: SimMessage,
  matches: (component: WireObject) => boolean,
  what: string,
): WireObject {
  const all = flatten(message.components);
  const component = all.find(matches);
  if (component === undefined) {
    const there = all.map((each) => asText(each["label"] ?? each["custom_id"])).filter(Boolean);
    throw new ActorError(`The message has no ${what}; it has ${there.join(", ") || "none"}.`);
  }
  if (component["disabled"] === true) throw new ActorError(`The ${what} is disabled.`);
  return component;
}

/** What a choice in a select menu adds to the interaction's `data`. */
export function selectData(menu: WireObject, values: readonly string[], world: World): WireObject {
  const min = typeof menu["min_values"] === "number" ? menu["min_values"] : 1;
  const max = typeof menu["max_values"] === "number" ? menu["max_values"] : 1;
  if (values.length < min || values.length > max)
    throw new ActorError(`This menu takes ${min} to ${max} values.`);
  if (menu["type"] === componentTypes.stringSelect) {
    const options = objectsOf(menu["options"]);
    const chosen = values.map((value) => {
      const option = options.find((each) => each["value"] === value || each["label"] === value);
      if (option === undefined) throw new ActorError(`The menu doesn't offer "${value}".`);
      return option["value"];
    });
    return { values: chosen };
  }
  if (menu["type"] !== componentTypes.userSelect) return { values, resolved: {} };
  const users = values.map((value) => {
    const user = world.user(value);
    if (user === undefined) throw new ActorError(`There is no user ${value}.`);
    return user;
  });
  return {
    values: users.map((user) => user.id),
    resolved: { users: Object.fromEntries(users.map((user) => [user.id, wireUser(user)])) },
  };
}
