/**
 * A process that has the demo model in a process of its own, as the bot has, until it is killed. Sends the other one's id,
 * then `loading`, then `talking`.
 */
import { EngineProcess } from "../../src/inference/engine-process/engine-process.ts";
import { demoLoad, startLink } from "./demo-engine-process.ts";
import { demoRequest } from "./demo-request.ts";

const [keptStates = ""] = process.argv.slice(2);
const link = startLink();
process.send?.({ pid: link.pid });
const engine = await EngineProcess.load(
  link,
  demoLoad({
    keptStates: { folder: keptStates, budgetBytes: 2 ** 30 },
    onLoadProgress: () => process.send?.("loading"),
  }),
);
for (;;) {
  const request = demoRequest({ turns: [["Tom", "tell me a story about a haunted spoon"]] });
  for await (const part of engine.generate(request, new AbortController().signal))
    if (part.type === "text-delta") process.send?.("talking");
}
