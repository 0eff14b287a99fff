/* Drawings: how they come, and how they fit where they are shown. */

import { deepEqual, equal, strictEqual } from "node:assert/strict";
import {
  decodeArrays,
  distanceOn,
  enlarged,
  fitted,
  fittedData,
  isDark,
  labelsOf,
  looksLike,
  NARROW,
  resolveColors,
  sizeOf,
  suited,
} from "../../../dashboard/live/drawing.js";

/** @param {...number} numbers */
const packed = (...numbers) => btoa(String.fromCharCode(...new Uint8Array(Float64Array.from(numbers).buffer)));

Deno.test("arrays keep all their digits and their shape", () => {
  const flat = decodeArrays({ y: { dtype: "f8", bdata: packed(0.1, -Infinity, 1e-300) }, name: "rate", x: [1, 2] });
  deepEqual(flat, { y: Float64Array.of(0.1, -Infinity, 1e-300), name: "rate", x: [1, 2] });
  const table = decodeArrays({ dtype: "f8", bdata: packed(1, 2, 3, 4, 5, 6), shape: "3, 2" });
  deepEqual(table, [Float64Array.of(1, 2), Float64Array.of(3, 4), Float64Array.of(5, 6)]);
});

Deno.test("on a wide screen a drawing is as it comes", () => {
  const layout = { font: { size: 14 } }, data = [{ textfont: { size: 14 } }];
  strictEqual(fitted(layout, NARROW + 1), layout);
  strictEqual(fittedData(data, NARROW + 1), data);
});

Deno.test("on a narrow screen type is smaller and a scene is seen from farther away", () => {
  const layout = {
    font: { size: 14, color: "@text" },
    margin: { l: 80, r: 80, pad: 2 },
    yaxis2: { title: { text: "E⁰" } },
    annotations: [{ text: "plateau" }],
  };
  const narrow = fitted(layout, NARROW);
  deepEqual(narrow.font, { size: 11, color: "@text" });
  deepEqual(narrow.margin, { l: 44, r: 48, t: 6, b: 40, pad: 2 });
  deepEqual(narrow.yaxis2, { title: { text: "E⁰", font: { size: 12 } }, tickfont: { size: 11 } });
  deepEqual(narrow.annotations, [{ text: "plateau", font: { size: 11 } }]);
  const { scene } = fitted({ scene: { camera: { eye: { x: 1, y: 2, z: -1 } } } }, NARROW);
  const far = distanceOn(NARROW);
  deepEqual(scene.camera.eye, { x: far, y: 2 * far, z: -far });
});

Deno.test("in a classroom type has a least size, and what is drawn is stronger", () => {
  const y = Float64Array.of(1, 2);
  const drawing = { data: [{ y, line: { width: 2 }, marker: { size: 10 }, textfont: { size: 20 } }], size: 7 };
  const large = enlarged(drawing);
  deepEqual(large.data[0], { y, line: { width: 3 }, marker: { size: 13.5 }, textfont: { size: 26 } });
  equal(enlarged({ tickfont: { size: 8 } }).tickfont.size, 18);
  equal(large.size, 7);
  strictEqual(large.data[0].y, y);
});

Deno.test("names of colours become those of the theme, wherever they stand", () => {
  const drawing = { data: [{ line: { color: "@line-0" }, name: "rate" }], shapes: [["@ground", null, 3]] };
  const resolved = resolveColors(drawing, { "@line-0": "#123456", "@ground": "#ffffff" });
  deepEqual(resolved, { data: [{ line: { color: "#123456" }, name: "rate" }], shapes: [["#ffffff", null, 3]] });
});

Deno.test("the theme is told by its ground", () => {
  for (const color of ["#11161c", "#11161CFF", "rgb(17, 22, 28)", "rgba(17, 22, 28, 0.9)"]) equal(isDark(color), true);
  for (const color of ["#ffffff", "#F7F5F2", "rgb(255, 255, 255)", ""]) equal(isDark(color), false);
});

Deno.test("a drawing looks like itself in single precision, as frames come", () => {
  const drawing = (/** @type {(value: number) => number} */ as) => ({
    data: [{ x: Float64Array.of(1e-9, 0.1, NaN).map(as), name: "run", visible: true }],
    layout: { xaxis: { range: [as(0.1), as(1 / 3)] }, title: null },
  });
  equal(looksLike(drawing((value) => value), drawing(Math.fround)), true);
});

Deno.test("whatever else differs is seen", () => {
  const drawing = { data: [{ y: [1, 2], name: "run" }], layout: { meta: null } };
  for (
    const other of [
      { data: [{ y: [1, 2.00001], name: "run" }], layout: { meta: null } },
      { data: [{ y: [1, 2, 3], name: "run" }], layout: { meta: null } },
      { data: [{ y: [1, NaN], name: "run" }], layout: { meta: null } },
      { data: [{ y: [1, 2], name: "walk" }], layout: { meta: null } },
      { data: [{ y: [1, 2] }], layout: { meta: null } },
      { data: [{ y: [1, 2], name: "run", fill: "toself" }], layout: { meta: null } },
      { data: [{ y: [1, 2], name: "run" }], layout: { meta: {} } },
      { data: [{ y: { 0: 1, 1: 2 }, name: "run" }], layout: { meta: null } },
      { data: [], layout: { meta: null } },
    ]
  ) equal(looksLike(drawing, other), false);
});

Deno.test("a canvas is narrow, low or wide, and type that is larger needs more of it", () => {
  equal(sizeOf(NARROW, 900, false), "narrow");
  equal(sizeOf(900, 400, false), "low");
  equal(sizeOf(600, 900, false), "low");
  equal(sizeOf(900, 560, false), "wide");
  equal(sizeOf(900, 560, true), "low");
});

Deno.test("on a narrow canvas the names of lines are a legend below, and notes have other places", () => {
  const labels = {
    narrow: [{ text: "note" }],
    low: [{ text: "name" }, { text: "note" }],
    titles: { yaxis: "barrier<br>height" },
    texts: { narrow: {}, low: {} },
    names: { traces: { 1: "E⁰ = 2 kT" }, shapes: {} },
  };
  const drawing = {
    data: [{ name: "band" }, { name: "run" }],
    layout: { yaxis: { title: { text: "barrier height" } }, annotations: [], showlegend: false, meta: { labels } },
  };
  strictEqual(suited(drawing, 900, 560), drawing);
  const low = suited(drawing, 900, 400);
  deepEqual([low.layout.annotations, low.data], [labels.low, drawing.data]);
  const { data, layout } = suited(drawing, NARROW, 400);
  deepEqual(data, [{ name: "band", showlegend: false }, { name: "E⁰ = 2 kT", showlegend: true }]);
  deepEqual([layout.annotations, layout.showlegend, layout.yaxis.title], [labels.narrow, true, {
    text: "barrier<br>height",
  }]);
});

Deno.test("the labels of a drawing are the same wherever they stand and whatever they say, on each canvas", () => {
  const named = (/** @type {string[]} */ ...colors) =>
    colors.map((color, y) => ({ xref: "paper", yref: "y", y, text: String(y), font: { color } }));
  const drawing = (/** @type {Record<string, any>[]} */ wide, /** @type {Record<string, any>[]} */ narrow = []) => ({
    data: [],
    layout: { annotations: wide, meta: { labels: { low: wide, narrow, titles: {}, texts: { narrow: {}, low: {} } } } },
  });
  const one = labelsOf(drawing(named("red", "blue")));
  equal(labelsOf(drawing(named("red", "blue").map((label) => ({ ...label, y: 7, text: "7" })))), one);
  for (
    const other of [drawing(named("red")), drawing(named("blue", "red")), drawing(named("red", "blue"), named("red"))]
  ) {
    equal(labelsOf(other) === one, false);
  }
  equal(labelsOf({ data: [], layout: {} }), ";;");
});
