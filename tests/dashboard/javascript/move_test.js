/* Moving what is drawn: paths, and what may change without Plotly. */

import { equal } from "node:assert/strict";
import { alike, move, path } from "../../../dashboard/live/move.js";

/** @param {number[]} list */
const of = (list) => (/** @type {number} */ i) => list[i];

Deno.test("a path goes through its points", () => {
  equal(path(3, of([0, 10, 20.5]), of([5, -1, 1 / 3])), "M0.0000,5.0000L10.0000,-1.0000L20.5000,0.3333");
});

Deno.test("a path is broken where a point has no place", () => {
  const drawn = path(5, of([0, 1, 2, 3, 4]), of([0, NaN, 2, 3, Infinity]));
  equal(drawn, "M0.0000,0.0000M2.0000,2.0000L3.0000,3.0000");
});

Deno.test("a path without points stands at the corner", () => {
  equal(path(0, of([]), of([])), "M0,0");
  equal(path(2, of([NaN, 1]), of([1, NaN])), "M0,0");
});

Deno.test("what is not named has to look the same", () => {
  const line = { width: 2 };
  equal(alike({ x: [1], line }, { x: [2], line: { width: 2 } }, ["x"]), true);
  equal(alike({ x: [1], line }, { x: [1], line: { width: 3 } }, ["x"]), false);
  equal(alike({}, { name: "rate" }, ["x"]), false);
});

/* A plot as Plotly leaves it: axes of 10 px to a unit, the second one of 1 px, y downwards. */
class Node {
  constructor(datum = {}) {
    this.__data__ = datum;
    this.style = { transform: "" };
    /** @type {Record<string, string>} */
    this.attributes = {};
    /** @type {object[]} */
    this.childNodes = [];
    /** @type {Node | null} */
    this.words = null;
  }

  querySelector(/** @type {string} */ selector) {
    return selector === ".annotation-text-g" ? this.words : null;
  }

  setAttribute(/** @type {string} */ name, /** @type {string} */ value) {
    this.attributes[name] = value;
  }
}

function plotted() {
  const scale = (/** @type {number} */ px) => ({
    d2p: (/** @type {number} */ value) => px * value,
    r2p: (/** @type {number} */ value) => px * value,
  });
  const line = new Node(), mark = new Node({ i: 1 }), text = new Node({ i: 1 }), label = new Node();
  const group = {
    querySelector: (/** @type {string} */ selector) => (selector === "path.js-line" ? line : null),
    querySelectorAll: (/** @type {string} */ selector) => (selector === "path.point" ? [mark] : [text]),
  };
  const plot = /** @type {any} */ ({
    _fullLayout: { xaxis: scale(10), yaxis: scale(-10), yaxis2: scale(-1) },
    _fullData: [{ uid: "a1", x: [0, 1], y: [1, 2] }],
    querySelector: (/** @type {string} */ selector) => (selector === ".scatterlayer .tracea1" ? group : null),
    querySelectorAll: (/** @type {string} */ selector) => (selector === '.annotation[data-index="0"]' ? [label] : []),
  });
  return { plot, line, mark, text, label };
}

/** A text as Plotly writes "R<sub>max</sub> = 1": a space without width follows what stands low. */
function written() {
  const letters = ["R", "max", "\u200b", " = 1"].map((data) => ({ nodeType: 3, nodeValue: data, data }));
  const low = new Node(), words = new Node();
  low.childNodes = [letters[1]];
  words.childNodes = [letters[0], low, letters[2], letters[3]];
  return { words, said: () => letters.map((one) => one.data).join("") };
}

const x = [0, 1];
const before = { data: [{ type: "scatter", x, y: [1, 2] }], layout: { annotations: [{ y: 2, yref: "y2" }] } };

Deno.test("a curve, its marks and their texts go where they belong", () => {
  const { plot, line, mark, text } = plotted();
  const after = { ...before, data: [{ type: "scatter", x, y: [1, 4] }] };
  equal(move(plot, before, after), true);
  equal(line.attributes.d, "M0.0000,-10.0000L10.0000,-40.0000");
  equal(mark.attributes.transform, "translate(10,-40)");
  equal(text.style.transform, "translate(0px,-20px)");
});

Deno.test("a label moves with its height on its own axis", () => {
  const { plot, label } = plotted();
  equal(move(plot, before, { ...before, layout: { annotations: [{ y: 5, yref: "y2" }] } }), true);
  equal(label.style.transform, "translate(0px,-3px)");
});

Deno.test("a label says what it says there, and its text moves apart from the line that leads to it", () => {
  const { plot, label } = plotted(), { words, said } = written();
  label.words = words;
  const labelled = (/** @type {object} */ changes) => ({
    ...before,
    layout: { annotations: [{ y: 2, yref: "y2", ay: 4, text: "R<sub>max</sub> = 1", ...changes }] },
  });
  equal(move(plot, labelled({}), labelled({ ay: 9, text: "R<sub>max</sub> = 2" })), true);
  equal(said(), "Rmax\u200b = 2");
  equal(words.style.transform, "translate(0px,5px)");
  equal(move(plot, labelled({}), labelled({})), true);
  equal(said(), "Rmax\u200b = 1");
  for (const text of ["R = 2", "R<sub>max</sub><br>= 2", "R<sup>max</sup> = 2", "R<sub>max</sub> &lt; 2"]) {
    equal(move(plot, labelled({}), labelled({ text })), false);
    equal(said(), "Rmax\u200b = 1");
  }
});

Deno.test("what cannot be moved is left to Plotly", () => {
  const { plot } = plotted();
  const [trace] = before.data;
  equal(move(plot, before, { ...before, data: [{ ...trace, line: { width: 3 } }] }), false);
  equal(move(plot, before, { ...before, data: [trace, trace] }), false);
  equal(move(plot, before, { ...before, layout: { annotations: [{ y: 2, yref: "y2", visible: false }] } }), false);
  equal(move(plot, before, { ...before, layout: { ...before.layout, xaxis: { range: [0, 1] } } }), false);
  equal(move(/** @type {any} */ ({}), before, before), false); // nothing is drawn yet
});
