import type { ScopeKind } from "../../src/conversation/settings/place.ts";
import {
  type Setting,
  type SettingControl,
  settingGroups,
} from "../../src/conversation/settings/setting.ts";

/** `docs/settings.md` as it follows from the table of settings of places. */
export function placeSettingsPage(settings: Readonly<Record<string, Setting<unknown>>>): string {
  const sections = settingGroups.flatMap((group) => {
    const rows = Object.entries(settings)
      .filter(([, setting]) => setting.group === group)
      .map(([key, setting]) => row(key, setting));
    return rows.length === 0 ? [] : [section(group, rows)];
  });
  return `${head}\n${sections.join("\n")}`;
}

const head = `# Settings of places

<!-- Generated from src/conversation/settings/place-settings.ts by \`npm run docs:generate\`. Change it there. -->

What people with "Manage Channels" set by \`/channel settings\`, and people with "Manage Server" by \`/server settings\`.
A thread's value counts before its channel's, a channel's before its category's, a category's before the server's; a
role's counts before all of them for what its members say. Where nobody has set anything, \`PLACE_DEFAULTS\` of
[configuration.md](configuration.md) holds, and then the default below. The panels say where each value comes from. Lists of
people, roles and channels add up instead: the server's counts everywhere.
`;

function section(group: string, rows: readonly string[]): string {
  const title = group.charAt(0).toUpperCase() + group.slice(1);
  return `## ${title}\n\n| key | values | default | set for | meaning |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

function row(key: string, { control, byDefault, scopes, meaning }: Setting<unknown>): string {
  const cells = [
    code(key),
    valuesOf(control),
    code(JSON.stringify(byDefault)),
    scopes.map(scopeName).join(", "),
    meaning,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function scopeName(kind: ScopeKind): string {
  return kind === "guild" ? "server" : kind;
}

function valuesOf(control: SettingControl): string {
  switch (control.kind) {
    case "switch":
      return "`true`, `false`";
    case "one-of":
      return control.options.map(code).join(", ");
    case "some-of":
      return `any of ${control.options.map(code).join(", ")}`;
    case "number":
      return `${control.min} to ${control.max}${control.unit === "" ? "" : ` ${control.unit}`}`;
    case "text":
      return "text";
    case "words":
      return `at most ${control.most} phrases`;
    case "character":
      return "a character, or nobody";
    case "users":
    case "roles":
    case "channels":
      return `at most ${control.most} ${control.kind}`;
  }
}

function code(text: string): string {
  return `\`${text}\``;
}
