import type { Control } from "./control.ts";
import { branchToThread } from "./deeds/branch.ts";
import { deleteTurn } from "./deeds/delete.ts";
import { editReply } from "./deeds/edit.ts";
import { messageInfo, whyThisReply } from "./deeds/looking.ts";
import { showMore } from "./deeds/more.ts";
import { writeAgainWithNote } from "./deeds/note.ts";
import { pinToMemory } from "./deeds/pin.ts";
import { reportMessage } from "./deeds/report.ts";
import { reset, undoReset } from "./deeds/reset.ts";
import {
  setUpAnswer,
  setUpChannel,
  setUpCharacter,
  setUpLook,
  setUpModel,
  setUpTest,
} from "./deeds/setup.ts";
import { speakNext } from "./deeds/speak-next.ts";
import {
  changeMind,
  goBack,
  goNext,
  goOn,
  goOnDifferently,
  retry,
  stop,
  writeAgain,
} from "./deeds/swiping.ts";
import { takeBackRequest } from "./deeds/unqueue.ts";

/** Every button and form, by the action in its custom id. A name stays once it is in a message. */
export const controlTable: Readonly<Record<string, Control>> = {
  back: goBack,
  next: goNext,
  again: writeAgain,
  note: writeAgainWithNote,
  continue: goOn,
  redo: goOnDifferently,
  "speak-next": speakNext,
  retry,
  stop,
  more: showMore,
  edit: editReply,
  delete: deleteTurn,
  branch: branchToThread,
  pin: pinToMemory,
  unqueue: takeBackRequest,
  why: whyThisReply,
  info: messageInfo,
  report: reportMessage,
  never: changeMind,
  reset,
  unreset: undoReset,
  "setup-channel": setUpChannel,
  "setup-character": setUpCharacter,
  "setup-model": setUpModel,
  "setup-answer": setUpAnswer,
  "setup-test": setUpTest,
  "setup-look": setUpLook,
};

export function findControl(action: string): Control | undefined {
  return Object.hasOwn(controlTable, action) ? controlTable[action] : undefined;
}
