import { EngineProcess } from "../../../../src/inference/engine-process/engine-process.ts";
import { demoLoad, localLink } from "../../../support/demo-engine-process.ts";
import { demoRequest } from "../../../support/demo-request.ts";
import { testTextEngine } from "../../../support/text-engine-conformance.ts";

testTextEngine("the line to an engine process", {
  open: ({ slots }) => EngineProcess.load(localLink(), demoLoad({ slots })),
  request: (overrides) => ({
    ...demoRequest({ turns: [["Mara", "evening! do you have anything hot to eat?"]] }),
    ...overrides,
  }),
});
