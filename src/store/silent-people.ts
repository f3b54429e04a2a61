/** Of the table `turn`: that it answers nobody who has opted out. */
export const isToNobodySilent = `not exists (
  select 1 from turn as asked join opt_out on opt_out.user_id = asked.author_id where asked.id = turn.answers_turn_id
)`;
