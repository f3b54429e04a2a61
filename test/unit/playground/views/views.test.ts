import { describe, expect, test } from "vitest";
import { commandViews } from "../../../../src/playground/views/command-view.ts";
import { componentView } from "../../../../src/playground/views/component-view.ts";
import { embedView } from "../../../../src/playground/views/embed-view.ts";
import { modalView } from "../../../../src/playground/views/modal-view.ts";
import type {
  SimCommand,
  SimInteraction,
  WireObject,
} from "../../../../src/simulator/world/records.ts";

const alice = { value: "1", label: "Alice", description: "", selected: false };
const tavern = { value: "2", label: "#tavern", description: "", selected: false };
const choosable = { users: [alice], channels: [tavern] };

function view(component: WireObject) {
  return componentView(component, choosable);
}

describe("components", () => {
  test("a row of buttons", () => {
    const row = {
      type: 1,
      components: [{ type: 2, style: 4, label: "Stop", custom_id: "stop", emoji: { name: "✋" } }],
    };
    expect(view(row)).toEqual({
      kind: "row",
      components: [
        {
          kind: "button",
          customId: "stop",
          url: null,
          label: "Stop",
          emoji: "✋",
          style: "danger",
          disabled: false,
        },
      ],
    });
  });

  test("a link button to anything but the web leads nowhere", () => {
    const button = view({ type: 2, style: 5, label: "x", url: "javascript:alert(1)" });
    expect(button).toMatchObject({ kind: "button", url: null });
  });

  test("a select of strings offers its own options, one of users or channels those of the guild", () => {
    const options = [{ value: "a", label: "A", default: true }];
    expect(view({ type: 3, custom_id: "s", options })).toMatchObject({
      options: [{ value: "a", label: "A", selected: true }],
      minimum: 1,
      maximum: 1,
    });
    expect(view({ type: 5, custom_id: "s" })).toMatchObject({ options: [alice] });
    expect(view({ type: 8, custom_id: "s" })).toMatchObject({ options: [tavern] });
  });

  test("a select of users or channels shows what is chosen already", () => {
    const chosen = (type: number, id: string) =>
      view({ type, custom_id: "s", default_values: [{ id, type: "channel" }] });
    expect(chosen(8, "2")).toMatchObject({ options: [{ ...tavern, selected: true }] });
    expect(chosen(8, "3")).toMatchObject({ options: [tavern] });
    expect(chosen(5, "1")).toMatchObject({ options: [{ ...alice, selected: true }] });
  });

  test("containers, sections and texts nest", () => {
    const container = {
      type: 17,
      accent_color: 0xff8800,
      components: [
        {
          type: 9,
          components: [{ type: 10, content: "**hi**" }],
          accessory: { type: 11, media: { url: "http://127.0.0.1:1/cdn/a.png" } },
        },
        { type: 14 },
      ],
    };
    expect(view(container)).toEqual({
      kind: "container",
      color: 0xff8800,
      components: [
        {
          kind: "section",
          components: [{ kind: "text", content: "**hi**" }],
          accessory: { kind: "image", url: "/_playground/media/a.png", description: "" },
        },
        { kind: "separator", line: true },
      ],
    });
  });

  test("a picture from elsewhere is named, not loaded", () => {
    const media = { type: 11, media: { url: "https://example.org/a.png" } };
    expect(view(media)).toMatchObject({ kind: "text" });
  });

  test("what the playground doesn't know is said to be unknown", () => {
    expect(view({ type: 99 })).toEqual({ kind: "unknown", type: 99 });
  });
});

test("an embed without anything is empty, not broken", () => {
  expect(embedView({ fields: "none", author: 3 })).toEqual({
    color: null,
    author: null,
    title: null,
    url: null,
    description: null,
    fields: [],
    imageUrl: null,
    thumbnailUrl: null,
    footer: null,
  });
});

describe("commands", () => {
  const command = (definition: WireObject, type: SimCommand["type"] = 1): SimCommand => ({
    id: "5",
    guildId: null,
    name: "character",
    type,
    definition,
  });

  const offeredTo = { server: ["1", "2"], "direct-message": ["1"], group: [] };

  test("each subcommand is one of its own, named by all its words", () => {
    const definition = {
      options: [
        { type: 1, name: "list", description: "Who lives here" },
        {
          type: 2,
          name: "card",
          options: [{ type: 1, name: "show", description: "One card", options: [] }],
        },
      ],
    };
    expect(commandViews(command(definition), offeredTo)).toMatchObject([
      { name: "character list", description: "Who lives here", offeredTo },
      { name: "character card show", description: "One card", offeredTo },
    ]);
  });

  test("texts carry their translations", () => {
    const description_localizations = { de: "Wen", fr: "" };
    const choices = [{ name: "Her", value: "her", name_localizations: { de: "Sie" } }];
    const option = {
      type: 3,
      name: "who",
      description: "Whom",
      name_localizations: { de: "wer" },
      description_localizations,
      choices,
    };
    const [shown] = commandViews(command({ options: [option] }), offeredTo);
    expect(shown).not.toHaveProperty("translations");
    expect(shown?.options[0]).toMatchObject({ name: "who", label: "who", labels: { de: "wer" } });
    expect(shown?.options[0]?.translations).toEqual({ de: "Wen" });
    expect(shown?.options[0]?.choices[0]?.translations).toEqual({ de: "Sie" });
  });

  test("options carry what the composer has to know", () => {
    const option = {
      type: 3,
      name: "who",
      description: "Whom",
      required: true,
      autocomplete: true,
      choices: [
        { name: "Rosie", value: "rosie" },
        { name: "odd", value: {} },
      ],
    };
    expect(commandViews(command({ options: [option] }), offeredTo)[0]?.options).toEqual([
      {
        name: "who",
        label: "who",
        description: "Whom",
        kind: "text",
        required: true,
        autocomplete: true,
        choices: [{ name: "Rosie", value: "rosie" }],
      },
    ]);
  });

  test("a message command is for menus", () => {
    expect(commandViews(command({}, 3), offeredTo)[0]?.kind).toBe("message");
  });
});

test("a form's fields are read in the new way and in the old", () => {
  const interaction = { id: "7", userId: "1", channelId: "2" } as SimInteraction;
  const modal = {
    title: "Edit",
    components: [
      {
        type: 18,
        label: "Text",
        description: "What she says",
        component: { type: 4, style: 2, custom_id: "text", value: "old", max_length: 2000 },
      },
      {
        type: 1,
        components: [{ type: 4, style: 1, custom_id: "name", label: "Name", required: false }],
      },
      { type: 10, content: "A note" },
      { type: 18, label: "File", component: { type: 19, custom_id: "file" } },
    ],
  };
  const view = modalView(interaction, modal);
  expect(view).toMatchObject({ id: "7", userId: "1", channelId: "2", title: "Edit" });
  expect(view.fields).toMatchObject([
    { kind: "text", customId: "text", label: "Text", long: true, required: true, value: "old" },
    { kind: "text", customId: "name", label: "Name", long: false, required: false },
    { kind: "note", content: "A note" },
    { kind: "unknown", type: 19 },
  ]);
});
