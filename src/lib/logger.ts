/**
 * What the rooms need of a logger. Messages are constant text; what varies goes into fields. Text that people or
 * models wrote is logged at `debug` at most.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A logger that adds these fields (`turnId`, `jobId`, …) to every line. */
  child(fields: object): Logger;
}

export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};
