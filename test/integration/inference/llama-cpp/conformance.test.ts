import { openDemoEngine } from "../../../support/demo-engine.ts";
import { demoRequest } from "../../../support/demo-request.ts";
import { testTextEngine } from "../../../support/text-engine-conformance.ts";

testTextEngine("llama.cpp with the demo model", {
  open: ({ slots }) => openDemoEngine({ slots }),
  // A reply in which no token is a close call: how prompts are batched changes nothing in it, on any processor.
  request: (overrides) => ({
    ...demoRequest({ turns: [["Tom", "hello"]] }),
    ...overrides,
  }),
});
