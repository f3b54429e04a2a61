/**
 * Of the table `turn`: that nobody who has opted out is answered by it, or worded the text that counts, as the narrator, as a
 * character, or by editing it.
 */
export const isOfNobodySilent = `not exists (
  select 1 from turn as asked join opt_out on opt_out.user_id = asked.author_id where asked.id = turn.answers_turn_id
) and not exists (
  select 1 from swipe as worded join opt_out on opt_out.user_id = worded.edited_by
  where worded.turn_id = turn.id and worded.number = turn.active_swipe
)`;
