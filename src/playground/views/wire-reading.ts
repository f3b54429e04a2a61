import type { WireObject } from "../../simulator/world/records.ts";

/**
 * Careful reading of Discord's JSON: a field that is missing or of another kind reads as empty. The simulator has
 * checked it already; what it hands on as it is may still have any shape.
 */
export function textOf(object: WireObject, field: string): string {
  const value = object[field];
  return typeof value === "string" ? value : "";
}

export function textOrNull(object: WireObject, field: string): string | null {
  const value = object[field];
  return typeof value === "string" && value !== "" ? value : null;
}

export function numberOf(object: WireObject, field: string, fallback: number): number {
  const value = object[field];
  return typeof value === "number" ? value : fallback;
}

export function numberOrNull(object: WireObject, field: string): number | null {
  const value = object[field];
  return typeof value === "number" ? value : null;
}

export function objectOf(object: WireObject, field: string): WireObject | null {
  const value = object[field];
  return isWireObject(value) ? value : null;
}

export function listOf(object: WireObject, field: string): readonly WireObject[] {
  const value = object[field];
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

function isWireObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
