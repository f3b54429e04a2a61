const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;

export function formatBytes(bytes: number): string {
  return bytes >= gibibyte
    ? `${(bytes / gibibyte).toFixed(1)} GiB`
    : `${(bytes / mebibyte).toFixed(1)} MiB`;
}
