/** Positions of a conversation that one block of ids has room for: as many as nobody ever says. */
const room = 2 ** 24;

/** The id of a passage: those of one conversation follow each other in the order of the turns. */
export function passageId(space: number, position: number): number {
  return space * room + position;
}

export function positionOf(id: number): number {
  return id % room;
}
