/** A point in time, by the wall's clock and by what the process has computed until then; both in milliseconds. */
export interface Moment {
  readonly at: number;
  readonly cpu: number;
}

export function moment(): Moment {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), cpu: (user + system) / 1000 };
}
