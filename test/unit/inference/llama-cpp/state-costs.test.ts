import { expect, test } from "vitest";
import { StateCosts } from "../../../../src/inference/llama-cpp/state-costs.ts";

/** A machine that reads a token in a millisecond, with states of a thousand bytes a token. */
function measured(transfer: { readonly savingMs: number; readonly loadingMs: number }): StateCosts {
  const costs = new StateCosts();
  costs.read(1000, 1000);
  costs.saved(1000, 1_000_000, transfer.savingMs);
  costs.loaded(1_000_000, transfer.loadingMs);
  return costs;
}

test("before reading has been measured nothing is kept; before files have been, it is tried", () => {
  const costs = new StateCosts();
  expect(costs.worthSaving(1000)).toBe(false);
  costs.read(10, 10);
  expect(costs.worthSaving(1000)).toBe(true);
});

test("saving pays when it and one loading take less time than reading", () => {
  expect(measured({ savingMs: 500, loadingMs: 400 }).worthSaving(2000)).toBe(true);
  expect(measured({ savingMs: 700, loadingMs: 400 }).worthSaving(2000)).toBe(false);
});

test("loading pays by what it spares, not by what the state holds", () => {
  const costs = measured({ savingMs: 100, loadingMs: 100 });
  expect(costs.worthLoading(500, 4_000_000)).toBe(true);
  expect(costs.worthLoading(300, 4_000_000)).toBe(false);
});

test("a few tokens are read", () => {
  expect(measured({ savingMs: 0, loadingMs: 0 }).worthSaving(31)).toBe(false);
});

test("what was too expensive once is tried again after a while", () => {
  const costs = measured({ savingMs: 900, loadingMs: 300 });
  const tries = Array.from({ length: 10 }, () => costs.worthSaving(1000));
  expect(tries[0]).toBe(false);
  expect(tries).toContain(true);
});

test("to come back costs what is quicker of file and reading, and nobody knows before it was tried", () => {
  const costs = new StateCosts();
  expect(costs.comeBackMs(1000, { kept: false })).toBeUndefined();
  costs.read(1000, 500);
  expect(costs.comeBackMs(1000, { kept: false })).toBe(500);
  expect(costs.comeBackMs(1000, { kept: true })).toBeUndefined();
  costs.saved(1000, 1_000_000, 100);
  expect(costs.comeBackMs(1000, { kept: true })).toBe(200);
  costs.loaded(1_000_000, 50);
  expect(costs.comeBackMs(1000, { kept: true })).toBe(150);
  expect(costs.comeBackMs(1000, { kept: false })).toBe(500);
  expect(measured({ savingMs: 900, loadingMs: 300 }).comeBackMs(1000, { kept: true })).toBe(1000);
});

test("where a step takes its time whatever it reads, as on a GPU, a short state is no cheaper than reading", () => {
  const costs = new StateCosts();
  for (const tokens of [26, 126, 26, 126]) costs.read(tokens, 10 + tokens * 0.08);
  costs.saved(100, 1_000_000, 15);
  costs.loaded(1_000_000, 15);
  expect(costs.worthLoading(100, 1_000_000)).toBe(false);
  expect(costs.worthLoading(3000, 1_000_000)).toBe(true);
});
