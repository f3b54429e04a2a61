import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";

export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command("doctor")
    .summary("check this set-up and say what to do")
    .description(
      "Checks Node, settings, the token and its intents, Redis, the model file, memory, disk and the character cards. " +
        "Each line has ✓ (good), ✗ (with what to do) or – (not used here). Starts nothing and changes nothing.",
    )
    .action(async () => {
      const { runDoctor } = await import("../../app/doctor/run-doctor.ts");
      const { formatReport } = await import("../../app/doctor/format-report.ts");
      const results = await runDoctor(context.environment);
      context.print(formatReport(results));
      if (results.some(({ status }) => status === "failed")) context.endWith(exitCodes.outside);
    });
}
