import type * as Transformers from "@huggingface/transformers";
import { UserError } from "../../lib/errors.ts";

/** The library's contents; a type alone, so that nothing is loaded for it. */
export type Library = typeof Transformers;

/**
 * Loads transformers.js, which few need and which takes a while. It is told to read local files and nothing else: no
 * model is ever downloaded, nothing is kept in a cache of its own. Throws a {@link UserError} where it isn't installed.
 */
export async function loadLibrary(): Promise<Library> {
  const library = await importLibrary();
  const { env, LogLevel } = library;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.logLevel = LogLevel.NONE;
  return library;
}

async function importLibrary(): Promise<Library> {
  try {
    return await import("@huggingface/transformers");
  } catch (cause) {
    throw new UserError(
      "transformers-missing",
      "ENGINE is transformers, but its library isn't installed or doesn't run on this machine. Run: npm install --no-save @huggingface/transformers@4.3.1",
      { cause },
    );
  }
}
