import { setMaxListeners } from "node:events";

/**
 * A controller for what many tasks wait on at once, such as the end of the program. Node takes more than ten listeners of
 * a signal for a leak and warns, and here they are as many as there are tasks.
 */
export function sharedAbortController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
