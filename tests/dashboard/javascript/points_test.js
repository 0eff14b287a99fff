/* Points on curves, and what two of them say. */

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { along, compared, nearest, placeOf, said, valueAt } from "../../../dashboard/live/points.js";

const CURVE = { index: 3, joined: true, x: [0, 100, 100, NaN, 200, 300], y: [0, 0, 50, NaN, 50, 50] };
const MARKS = { index: 4, joined: false, x: [0, 100], y: [80, 80] };
const STEPS = { name: "step n", unit: "", log: true };
const RATE = { name: "rate", unit: "1/s", log: true };
const BARRIER = { name: "barrier", unit: "kT", log: false };
const TIME = { name: "time", unit: "s", log: false };

Deno.test("the nearest point lies on a curve, between its vertices too", () => {
  deepStrictEqual(nearest([CURVE, MARKS], 40, 10), { index: 3, i: 0, part: 0.4 });
  deepStrictEqual(nearest([CURVE, MARKS], 99, -5), { index: 3, i: 0, part: 1 });
  deepStrictEqual(nearest([CURVE, MARKS], 40, 75), { index: 4, i: 0, part: 0 });
  deepStrictEqual(nearest([CURVE], 160, 50), { index: 3, i: 4, part: 0 });
  strictEqual(nearest([], 1, 1), null);
});

Deno.test("a step along a curve goes round its corners and ends at its gaps", () => {
  const start = { index: 3, i: 0, part: 0.9 };
  const round = along(CURVE, start, 30);
  deepStrictEqual(placeOf(CURVE, round.i, round.part), [100, 20]);
  const back = along(CURVE, round, -30);
  ok(Math.abs(placeOf(CURVE, back.i, back.part)[0] - 90) < 1e-9);
  deepStrictEqual(along(CURVE, start, 1000), { index: 3, i: 2, part: 0 });
  deepStrictEqual(along(CURVE, start, -1000), { index: 3, i: 0, part: 0 });
  deepStrictEqual(along(MARKS, { index: 4, i: 0, part: 0 }, 4), { index: 4, i: 1, part: 0 });
});

Deno.test("between two values an axis has its own middle", () => {
  strictEqual(valueAt([1, 100], { index: 0, i: 0, part: 0.5 }, true), 10);
  strictEqual(valueAt([1, 100], { index: 0, i: 0, part: 0.5 }, false), 50.5);
});

Deno.test("two points say how steep it is, as their axes have it", () => {
  const slope = (/** @type {any} */ across, /** @type {any} */ one, /** @type {any} */ other) =>
    compared(across, one, other).split("Slope: ")[1];
  strictEqual(
    slope(STEPS, { x: 10, y: 1, of: RATE }, { x: 1000, y: 0.1, of: RATE }),
    "y grows as x to the power −0.5.",
  );
  strictEqual(
    slope(STEPS, { x: 10, y: 1, of: BARRIER }, { x: 1000, y: 3, of: BARRIER }),
    "1 kT for each decade of x, 0.4343 kT for each factor e.",
  );
  strictEqual(slope(TIME, { x: 0, y: 1, of: BARRIER }, { x: 4, y: 3, of: BARRIER }), "0.5 kT for each s of x.");
  strictEqual(
    slope(TIME, { x: 0, y: 1, of: RATE }, { x: 4, y: 100, of: RATE }),
    "y changes by 10 to the power 0.5 for each s of x.",
  );
  strictEqual(slope(TIME, { x: 2, y: 1, of: BARRIER }, { x: 2, y: 3, of: BARRIER }), undefined);
  strictEqual(said(STEPS, { x: 10, y: 1, of: BARRIER }), "step n = 10, barrier = 1 kT");
});

Deno.test("points on different axes are not set against each other", () => {
  strictEqual(
    compared(STEPS, { x: 10, y: 1, of: BARRIER }, { x: 1000, y: 3, of: RATE }),
    "Δx = 990, x₂/x₁ = 100. The two are on different axes.",
  );
});
