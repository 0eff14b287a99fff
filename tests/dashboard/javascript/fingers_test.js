/* What two fingers make of a picture, and the ticks of an axis that is seen from near. */

import { deepEqual, ok, strictEqual } from "node:assert/strict";
import { pinched, turned } from "../../../dashboard/live/fingers.js";
import { ticked, zoomed } from "../../../dashboard/live/ticks.js";

/** @type {import("../../../dashboard/live/plotly.js").Side} */
const across = { name: "xaxis", along: "x", start: 50, length: 300, range: [-4, 2] };
/** @type {import("../../../dashboard/live/plotly.js").Side} */
const up = { name: "yaxis", along: "y", start: 10, length: 200, range: [0, 10] };

/** @param {number} one @param {number} other */
const near = (one, other) => ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

Deno.test("what was between two fingers stays between them, as much nearer as they part", () => {
  const before = { x: 200, y: 60, apart: 80 }, now = { x: 230, y: 90, apart: 160 };
  const [left, right] = pinched(across, before, now), [low, high] = pinched(up, before, now);
  near(right - left, 3);
  near(high - low, 5);
  near(left + ((right - left) * (230 - 50)) / 300, -4 + (6 * (200 - 50)) / 300);
  near(low + ((high - low) * (210 - 90)) / 200, (10 * (210 - 60)) / 200);
});

Deno.test("fingers that go together shift an axis that runs backwards too", () => {
  const [first, last] = pinched({ ...across, range: [2, -4] }, { x: 100, y: 0, apart: 50 }, {
    x: 150,
    y: 0,
    apart: 50,
  });
  near(first, 3);
  near(last, -3);
});

Deno.test("a camera goes around its middle, never over the top of it", () => {
  const camera = { eye: { x: 2, y: 0, z: 1 }, center: { x: 0, y: 0, z: 0 } };
  const { eye } = turned(camera, { x: 0, y: 0, apart: 50 }, { x: 40, y: 3000, apart: 100 });
  near(Math.hypot(eye.x, eye.y, eye.z), Math.hypot(2, 1) / 2);
  ok(eye.z > 0 && Math.hypot(eye.x, eye.y) > 0.01);
});

Deno.test("an axis that shows few decades has ticks between them", () => {
  const layout = { xaxis: { type: "log", dtick: 1, range: [-4, 2] }, yaxis: { dtick: 1 } };
  deepEqual(ticked(layout, {}), layout);
  deepEqual(ticked(layout, { xaxis: [-4, 0], yaxis: [0, 1] }), layout);
  strictEqual(ticked(layout, { xaxis: [-1, -0.5] }).xaxis.dtick, undefined);
});

Deno.test("zoomed are the axes that show something else than was asked for", () => {
  const asked = { xaxis: { range: [0, 1] }, yaxis: { range: [0, 1] } };
  deepEqual(zoomed({ xaxis: [0, 1], yaxis: [0.5, 1], yaxis2: [0, 1] }, asked), { yaxis: [0.5, 1] });
});
