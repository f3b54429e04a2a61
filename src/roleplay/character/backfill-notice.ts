/**
 * Stands at the end of the creator's notes of a V2 card that goes along with a V3 card which says more. The V3
 * specification asks for it; whoever reads the card again takes it away.
 */
export const backfillNotice =
  "(This is the version 2 copy of a version 3 card. Parts of it need a program that reads version 3.)";
