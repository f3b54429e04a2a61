import type { Deed as TurnDeed, TurnService } from "../../../conversation/swipes/turn-service.ts";
import { textsFor } from "../../texts/texts.ts";
import { requireOpenThread } from "../../threads/archived-thread.ts";
import type { Deed, Press } from "../control.ts";
import type { ControlId } from "../control-id.ts";
import { dropOf, followersOf, sayingOf } from "../followers.ts";
import { personOf } from "../person.ts";

type Act = (turns: TurnService, press: Press, id: ControlId) => TurnDeed;

const seen = ({ subject, revision }: ControlId) => ({ turnId: subject, revision });

/** Something that changes which text of a turn counts. */
function swiping(act: Act): Deed {
  return {
    run(press, id, { turns }) {
      requireOpenThread(press);
      const dropped = dropOf(press, id, turns);
      const saying = sayingOf(act(turns, press, id), id, textsFor(press).turns);
      return Promise.resolve(saying && { ...saying, ...dropped });
    },
  };
}

export const goBack = swiping((turns, press, id) =>
  turns.back(seen(id), personOf(press), followersOf(id)),
);

export const goNext = swiping((turns, press, id) =>
  turns.next(seen(id), personOf(press), followersOf(id)),
);

/** A new text, whichever is shown. */
export const writeAgain = swiping((turns, press, id) =>
  turns.again(seen(id), personOf(press), followersOf(id), null),
);

export const goOn = swiping((turns, press, id) =>
  turns.goOn(seen(id), personOf(press), { redo: false }),
);

export const goOnDifferently = swiping((turns, press, id) =>
  turns.goOn(seen(id), personOf(press), { redo: true }),
);

export const retry = swiping((turns, press, id) => turns.retry(seen(id), personOf(press)));

/** Ends what is being written. Stopping what has ended already is no mistake worth a word. */
export const stop: Deed = {
  async run(press, { subject }, { turns }) {
    await turns.stop(subject, personOf(press));
    return null;
  },
};

/** Nobody decided anything. */
export const changeMind: Deed = {
  run: (press) => Promise.resolve({ content: textsFor(press).turns.neverMind }),
};
