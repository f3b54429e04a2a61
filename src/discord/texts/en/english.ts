import { audit } from "./audit.ts";
import { channel } from "./channel.ts";
import { character } from "./character.ts";
import { chat } from "./chat.ts";
import { debug } from "./debug.ts";
import { general } from "./general.ts";
import { help } from "./help.ts";
import { lore } from "./lore.ts";
import { loreOutcomes } from "./lore-outcomes.ts";
import { memory } from "./memory.ts";
import { model } from "./model.ts";
import { narrate } from "./narrate.ts";
import { note } from "./note.ts";
import { options } from "./options.ts";
import { permissions } from "./permissions.ts";
import { persona } from "./persona.ts";
import { preset } from "./preset.ts";
import { privacy } from "./privacy.ts";
import { queue } from "./queue.ts";
import { report } from "./report.ts";
import { sayAs } from "./say-as.ts";
import { server } from "./server.ts";
import { settings } from "./settings.ts";
import { setup } from "./setup.ts";
import { status } from "./status.ts";
import { talk } from "./talk.ts";
import { turns } from "./turns.ts";

export const english = {
  general,
  chat,
  character,
  narrate,
  channel,
  server,
  settings,
  "say-as": sayAs,
  lore,
  "lore-outcomes": loreOutcomes,
  note,
  memory,
  persona,
  privacy,
  report,
  audit,
  model,
  preset,
  debug,
  help,
  status,
  queue,
  permissions,
  options,
  talk,
  turns,
  setup,
};

/** What each language has to have: a text that is missing or too many is a type error. */
export type Texts = typeof english;
