/** Milliseconds of processor time that this process has had: unlike the clock's, no other process adds to them. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
