import { keepReport, reportForm } from "../../commands/report.ts";
import type { Asking } from "../control.ts";

/** Tells those who manage the server of a message, as `/report` does. Everyone may. */
export const reportMessage: Asking = {
  ask(press, id, { turns }) {
    turns.lookUp(id.subject);
    return { form: { id, ...reportForm(press) } };
  },
  submit(form, { subject }, { reports, turns }) {
    const messageId = turns.messageOf(turns.lookUp(subject).turn);
    return Promise.resolve({ ...keepReport(form, messageId, reports), deedName: "report" });
  },
};
