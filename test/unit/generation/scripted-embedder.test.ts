import { createScriptedEmbedder } from "../../../src/generation/scripted-embedder.ts";
import { testEmbedder } from "../../support/embedder-conformance.ts";

testEmbedder("the scripted embedder", {
  open: async () => createScriptedEmbedder({ maxCharacters: 100 }),
  tooLong: "x".repeat(101),
});
