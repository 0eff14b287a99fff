/* A run through time, and elements that hop between wells. */

import { deepEqual, equal, strictEqual } from "node:assert/strict";
import { played, playReading, pointAt } from "../../../dashboard/live/play.js";
import { heightAt, swarmPlaces, swarmReading } from "../../../dashboard/live/swarm.js";

const n = Float64Array.of(1, 10, 100, 1000, 10000);
const run = {
  along: 0,
  pace: { of: "x", log: true },
  heads: [{ trace: 1, along: 0 }],
  readings: [
    { text: "n", trace: 0, of: "x", unit: "" },
    { text: "R", trace: 0, of: "y", unit: "Hz", power: true },
  ],
};
const drawing = {
  data: [{ x: n, y: [0, -1, -2, -3, -4] }, { x: [10000], y: [-4], name: "now" }],
  layout: { meta: { play: run } },
};

Deno.test("a run is even along its axis", () => {
  deepEqual([0, 0.25, 0.5, 0.74, 1].map((at) => pointAt(drawing, run, at)), [0, 1, 2, 3, 4]);
  const even = { ...run, pace: { of: "x", log: false } };
  deepEqual([0, 0.001, 0.099, 1].map((at) => pointAt(drawing, even, at)), [0, 1, 3, 4]);
});

Deno.test("what has no place on the axis is passed over", () => {
  const gaps = { ...drawing, data: [{ x: [0, 1, NaN, 100] }] };
  deepEqual([0, 0.4, 0.6, 1].map((at) => pointAt(gaps, run, at)), [1, 1, 3, 3]);
});

Deno.test("the point that plays stands on its line", () => {
  const { data } = played(drawing, 0.5);
  deepEqual(data[1], { x: [100], y: [-2], name: "now" });
  strictEqual(data[0], drawing.data[0]);
});

Deno.test("at its end, or where nothing plays, a drawing is as it comes", () => {
  strictEqual(played(drawing, 1), drawing);
  const still = { data: drawing.data, layout: {} };
  strictEqual(played(still, 0.5), still);
});

Deno.test("numbers are read where the point stands", () => {
  equal(playReading(drawing, run, 0.5), "n = 100 · R = 0.01 Hz");
});

const potential = { x: [-2, -1, 0, 1, 2], y: [4, 0, 1, 0, 4] };
const swarm = {
  trace: 1,
  potential: 0,
  time: [1, 2, 3, NaN],
  element: [0, 1, 0, NaN],
  shift: [0, 0.5],
  lift: [0, 0.25],
  flight: 0.5,
  last: 5,
  unit_s: 1e-3,
  exact: [0, 0.5, 0.6],
};

Deno.test("a height is that of the line between the listed points, and of its ends beyond them", () => {
  deepEqual([-1.5, -0.5, 0, 2, 3].map((place) => heightAt(potential, place)), [2, 0.5, 1, 4, 8]);
});

Deno.test("elements are in the upper well at first, and in the other after each hop", () => {
  const places = (/** @type {number} */ time) => swarmPlaces(swarm, potential, time);
  deepEqual(places(0), { x: [-1, -0.5], y: [0, 0.75], lower: 0 });
  deepEqual(places(1.9), { x: [1, -0.5], y: [0, 0.75], lower: 1 });
  deepEqual(places(2.9), { x: [1, 1.5], y: [0, 2.25], lower: 2 });
  deepEqual(places(5), { x: [-1, 1.5], y: [0, 2.25], lower: 1 });
});

Deno.test("on its way an element is over the barrier, slow at both ends", () => {
  const [start, middle, end] = [1, 1.25, 1.5].map((time) => swarmPlaces(swarm, potential, time).x[0]);
  deepEqual([start, middle, end], [-1, 0, 1]);
  const early = swarmPlaces(swarm, potential, 1.05).x[0];
  equal(early < -1 + (2 * 0.05) / 0.5, true); // behind one of constant speed
});

Deno.test("elements are counted, beside what is expected", () => {
  equal(swarmReading(swarm, 2, 0.5), "t = 0.0025 s · 2 of 2 in the lower well · 1 on average");
  equal(swarmReading(swarm, 1, 0.75), "t = 0.00375 s · 1 of 2 in the lower well · 1.1 on average");
});

Deno.test("a swarm plays as a run does", () => {
  const wells = { data: [potential, { x: [], name: "elements" }], layout: { meta: { play: { swarm } } } };
  deepEqual(played(wells, 0.2).data[1], { x: [-1, -0.5], y: [0, 0.75], name: "elements" });
  equal(playReading(wells, { swarm }, 0.5).startsWith("t = 0.0025 s · 2 of 2"), true);
});

const film = {
  trace: 0,
  of: "z",
  width: 2,
  frames: [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]],
  n: [0, 10, 500],
  readings: [{ text: "n", values: [0, 10, 500], unit: "" }, { text: "loss", values: [2.3, 0.56789, 0.2], unit: "nat" }],
};

Deno.test("a picture is as it was, in rows", () => {
  const picture = { data: [{ z: [[12, 13], [14, 15]] }], layout: { meta: { play: { film } } } };
  deepEqual(played(picture, 0).data[0], { z: [[0, 1], [2, 3]] });
  deepEqual(played(picture, 0.6).data[0], { z: [[4, 5], [6, 7]] });
  strictEqual(played(picture, 1), picture);
  const line = { ...film, of: "y", width: 0 };
  deepEqual(played({ data: [{}], layout: { meta: { play: { film: line } } } }, 0.4).data[0], { y: [4, 5, 6, 7] });
});

Deno.test("numbers are read at the moment of the picture", () => {
  const picture = { data: [{}], layout: { meta: { play: { film } } } };
  equal(playReading(picture, { film }, 0.5), "n = 10 · loss = 0.568 nat");
  equal(playReading(picture, { film }, 1), "n = 500 · loss = 0.2 nat");
});
