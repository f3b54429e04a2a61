import { closeReport } from "./audit/close.ts";
import { auditLog } from "./audit/log.ts";
import { openReports } from "./audit/reports.ts";
import { channelSettings } from "./channel/settings.ts";
import { addCharacter } from "./character/add.ts";
import { editCharacter } from "./character/edit.ts";
import { exportCharacter } from "./character/export.ts";
import { greetCharacter } from "./character/greet.ts";
import { importCharacter } from "./character/import.ts";
import { characterInfo } from "./character/info.ts";
import { listCharacters } from "./character/list.ts";
import { reloadCharacters } from "./character/reload.ts";
import { removeCharacter } from "./character/remove.ts";
import { tuneCharacter } from "./character/tune.ts";
import { useCharacter } from "./character/use.ts";
import { continueChat } from "./chat/continue.ts";
import { exportChat } from "./chat/export.ts";
import { importChat } from "./chat/import.ts";
import { nextSpeaker } from "./chat/next.ts";
import { resetChat } from "./chat/reset.ts";
import { startChat } from "./chat/start.ts";
import { stopChat } from "./chat/stop.ts";
import { undoChat } from "./chat/undo.ts";
import type { Command, RootCommand } from "./command.ts";
import { debugPrompt } from "./debug/prompt.ts";
import { debugWhy } from "./debug/why.ts";
import { help } from "./help/help.ts";
import { addLore } from "./lore/add.ts";
import { attachLore } from "./lore/attach.ts";
import { deleteLore } from "./lore/delete.ts";
import { detachLore } from "./lore/detach.ts";
import { editLore } from "./lore/edit.ts";
import { exportLore } from "./lore/export.ts";
import { importLore } from "./lore/import.ts";
import { listLore } from "./lore/list.ts";
import { removeLore } from "./lore/remove.ts";
import { renameLore } from "./lore/rename.ts";
import { testLore } from "./lore/test.ts";
import { clearMemory } from "./memory/clear.ts";
import { editMemory } from "./memory/edit.ts";
import { forgetMemory } from "./memory/forget.ts";
import { importMemory } from "./memory/import.ts";
import { pinMemory } from "./memory/pin.ts";
import { searchMemory } from "./memory/search.ts";
import { shareMemory } from "./memory/share.ts";
import { showMemory } from "./memory/show.ts";
import { summarizeMemory } from "./memory/summarize.ts";
import { modelInfo } from "./model/info.ts";
import { listModelFiles } from "./model/list.ts";
import { pullModel } from "./model/pull.ts";
import { modelRole } from "./model/role.ts";
import { showModel } from "./model/show.ts";
import { useModel } from "./model/use.ts";
import { narrate } from "./narrate.ts";
import { clearNote } from "./note/clear.ts";
import { setNote } from "./note/set.ts";
import { showNote } from "./note/show.ts";
import { autoproxyPersona } from "./persona/autoproxy.ts";
import { createPersona } from "./persona/create.ts";
import { deletePersona } from "./persona/delete.ts";
import { editPersona } from "./persona/edit.ts";
import { listPersonas } from "./persona/list.ts";
import { personaOff } from "./persona/off.ts";
import { showPersona } from "./persona/show.ts";
import { usePersona } from "./persona/use.ts";
import { deletePreset } from "./preset/delete.ts";
import { editPreset } from "./preset/edit.ts";
import { importPreset } from "./preset/import.ts";
import { listPresets } from "./preset/list.ts";
import { setPreset } from "./preset/set.ts";
import { showPreset } from "./preset/show.ts";
import { exportPrivacy } from "./privacy/export.ts";
import { forgetMe } from "./privacy/forget.ts";
import { optInToChats } from "./privacy/opt-in.ts";
import { optOutOfChats } from "./privacy/opt-out.ts";
import { showPrivacy } from "./privacy/show.ts";
import { showQueue } from "./queue/queue.ts";
import { reportSomething } from "./report.ts";
import { sayAs } from "./say-as.ts";
import { serverSettings } from "./server/settings.ts";
import { setup } from "./setup/setup.ts";
import { showStatus } from "./status/status.ts";
import { talk } from "./talk.ts";

/** Every command. */
export const commandTable: readonly RootCommand[] = [
  {
    name: "chat",
    everywhere: true,
    subcommands: {
      start: startChat,
      next: nextSpeaker,
      continue: continueChat,
      undo: undoChat,
      reset: resetChat,
      stop: stopChat,
      export: exportChat,
      import: importChat,
    },
  },
  {
    name: "character",
    everywhere: true,
    subcommands: {
      list: listCharacters,
      add: addCharacter,
      remove: removeCharacter,
      greet: greetCharacter,
      tune: tuneCharacter,
      use: useCharacter,
      info: characterInfo,
      reload: reloadCharacters,
      edit: editCharacter,
      import: importCharacter,
      export: exportCharacter,
    },
  },
  { name: "talk", everywhere: true, command: talk },
  { name: "channel", subcommands: { settings: channelSettings } },
  { name: "server", subcommands: { settings: serverSettings } },
  { name: "narrate", command: narrate },
  { name: "say-as", command: sayAs },
  {
    name: "lore",
    subcommands: {
      list: listLore,
      attach: attachLore,
      detach: detachLore,
      test: testLore,
      add: addLore,
      edit: editLore,
      remove: removeLore,
      rename: renameLore,
      delete: deleteLore,
      import: importLore,
      export: exportLore,
    },
  },
  {
    name: "note",
    everywhere: true,
    subcommands: { set: setNote, show: showNote, clear: clearNote },
  },
  {
    name: "persona",
    everywhere: true,
    subcommands: {
      create: createPersona,
      edit: editPersona,
      use: usePersona,
      off: personaOff,
      list: listPersonas,
      show: showPersona,
      delete: deletePersona,
      autoproxy: autoproxyPersona,
    },
  },
  {
    name: "memory",
    everywhere: true,
    subcommands: {
      pin: pinMemory,
      show: showMemory,
      search: searchMemory,
      edit: editMemory,
      forget: forgetMemory,
      clear: clearMemory,
      summarize: summarizeMemory,
      share: shareMemory,
      import: importMemory,
    },
  },
  {
    name: "model",
    subcommands: {
      show: showModel,
      list: listModelFiles,
      info: modelInfo,
      use: useModel,
      pull: pullModel,
      role: modelRole,
    },
  },
  {
    name: "preset",
    subcommands: {
      show: showPreset,
      set: setPreset,
      list: listPresets,
      import: importPreset,
      edit: editPreset,
      delete: deletePreset,
    },
  },
  {
    name: "debug",
    everywhere: true,
    subcommands: { prompt: debugPrompt, why: debugWhy },
  },
  {
    name: "privacy",
    everywhere: true,
    subcommands: {
      show: showPrivacy,
      export: exportPrivacy,
      forget: forgetMe,
      "opt-out": optOutOfChats,
      "opt-in": optInToChats,
    },
  },
  { name: "report", everywhere: true, command: reportSomething },
  {
    name: "audit",
    subcommands: { log: auditLog, reports: openReports, close: closeReport },
  },
  { name: "status", everywhere: true, command: showStatus },
  { name: "queue", everywhere: true, command: showQueue },
  { name: "setup", command: setup },
  { name: "help", everywhere: true, command: help },
];

export function findCommand(name: string, subcommand: string | null): Command | undefined {
  const root = commandTable.find((candidate) => candidate.name === name);
  if (root === undefined) return undefined;
  if ("command" in root) return root.command;
  return subcommand === null ? undefined : root.subcommands[subcommand];
}
