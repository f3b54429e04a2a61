/**
 * Dice that fall the same way again for the same seed and subject: a swipe or a restart with the same seed sees the
 * same lore. Returns a number from 0 up to 1.
 */
export function seededDice(seed: string): (subject: string) => number {
  return (subject) => {
    // FNV-1a over both, then a final mix (murmur3's), since FNV alone leaves similar subjects with similar numbers.
    let hash = 0x811c9dc5;
    for (const character of `${seed}\0${subject}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  };
}
