const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The 16-bit float nearest to a number, ties to even, as its bits. Too large ones become infinite. */
export function toHalf(value: number): number {
  float[0] = value;
  return halfOfBits(bits[0] ?? 0);
}

/** The same for a 32-bit float's bits. */
export function halfOfBits(whole: number): number {
  const sign = (whole >>> 16) & 0x8000;
  const exponent = (whole >>> 23) & 0xff;
  const fraction = whole & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const halfExponent = exponent - 112;
  if (halfExponent >= 31) return sign | 0x7c00;
  // Below 2^-25 nothing is left; between there and 2^-14 the number has fewer digits.
  if (halfExponent < -10) return sign;
  if (halfExponent <= 0) return sign | roundedShift(fraction | 0x800000, 14 - halfExponent);
  // A carry out of the fraction raises the exponent, up to infinity, as it should.
  return sign | roundedShift((halfExponent << 23) | fraction, 13);
}

function roundedShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

/** The number that a 16-bit float's bits stand for. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
