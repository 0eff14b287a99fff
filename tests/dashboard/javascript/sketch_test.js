/* The first sight of a figure: its curves, where Plotly will draw them. */

import { deepEqual, equal } from "node:assert/strict";
import { curves, legendHeight, margins } from "../../../dashboard/live/sketch.js";

const LAYOUT = {
  xaxis: { type: "log", range: [0, 2], domain: [0, 0.5] },
  yaxis: { range: [-1, 1] },
  yaxis2: { range: [0, 10] },
};

const LABELS = { narrow: [], low: [], titles: {}, texts: { narrow: {}, low: {} } };

/** @param {Record<string, unknown>} trace */
const only = (trace) => curves({ data: [{ type: "scatter", ...trace }], layout: LAYOUT });

Deno.test("a curve lies in the range of its axes, and in the part of the picture that is theirs", () => {
  equal(only({ x: [1, 10, 100], y: [-1, 0, 1] })[0].d, "M0.0,1000.0L250.0,500.0L500.0,0.0");
});

Deno.test("a curve of the second axis has its scale", () => {
  equal(only({ x: [1, 100], y: [0, 5], yaxis: "y2" })[0].d, "M0.0,1000.0L500.0,500.0");
});

Deno.test("where there is no value a curve is broken", () => {
  equal(only({ x: [1, 10, 0, 10, 100], y: [0, NaN, 0, 1, 1] })[0].d, "M0.0,500.0M250.0,0.0L500.0,0.0");
});

Deno.test("only what is drawn as a curve is drawn", () => {
  for (const other of [{ mode: "markers" }, { type: "bar" }, { visible: false }, { yaxis: "y3" }]) {
    deepEqual(only({ x: [1, 2], y: [0, 1], ...other }), []);
  }
});

Deno.test("a legend below takes a row for as many names as stand abreast, and none where there is room beside", () => {
  const height = (/** @type {string[]} */ names, width = 360) =>
    legendHeight(
      { data: names.map((name) => ({ name })), layout: { showlegend: true, meta: { labels: LABELS } } },
      width,
    );
  const one = height(["run"]), two = height(["run", "walk", "rest", "sleep", "halt", "stay"]);
  equal(two > one && one > 0, true);
  equal(height(["run", "R<sub>max</sub>"]), one);
  const tall = height(["to remember<br>for ten years"]);
  equal(one < tall && tall < two, true); // one row, of two lines
  equal(height(["run"], 900), 0);
  equal(height([]), 0);
});

/**
 * What a drawing leaves above its axes and below them.
 *
 * @param {Record<string, unknown>} layout
 */
const around = (layout) => {
  const { t, b } = margins({
    data: [{ name: "run" }],
    layout: { template: { layout: { margin: { t: 16, b: 56 } } }, ...layout },
  }, 900);
  return [t, b];
};

Deno.test("the title of an axis and a legend above have the room that Plotly gives them", () => {
  const xaxis = { title: { text: "Update <i>n</i>" } };
  deepEqual(around({}), [16, 56]);
  deepEqual(around({ xaxis }), [16, 65.5]);
  deepEqual(around({ xaxis, showlegend: true, legend: { y: 1.01 } }), [48, 65.5]);
});
