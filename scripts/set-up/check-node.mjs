/**
 * Ends the program with a clear message on a Node that is too old. Keep this file, and every file that imports it, to
 * syntax and imports that such a Node still reads.
 */
const floor = { major: 20, minor: 20 };

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > floor.major || (major === floor.major && minor >= floor.minor)) return;
  console.error(
    `Hearthside needs Node ${floor.major}.${floor.minor} or newer; this is ${process.version}.\n` +
      "Install the current LTS from https://nodejs.org or with your package manager, then try again.",
  );
  process.exit(2);
}
