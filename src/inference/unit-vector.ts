/** The same direction at length 1; a vector without a direction gets one. */
export function unitVector(values: readonly number[]): Float32Array {
  const vector = Float32Array.from(values);
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0) {
    vector.fill(0);
    vector[0] = 1;
    return vector;
  }
  return vector.map((value) => value / length);
}
