import { openDemoEngine } from "../../../support/demo-engine.ts";
import { demoRequest } from "../../../support/demo-request.ts";
import { testTextEngine } from "../../../support/text-engine-conformance.ts";

testTextEngine("llama.cpp with the demo model", {
  open: ({ slots }) => openDemoEngine({ slots }),
  request: (overrides) => ({
    ...demoRequest({ turns: [["Mara", "evening! do you have anything hot to eat?"]] }),
    ...overrides,
  }),
});
