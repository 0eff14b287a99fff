/* Drawings: how they come, and how they fit where they are shown. */

import { rowsOf } from "./frames.js";

/** @import { Colors, Drawing, Layout, Trace } from "./types.js" */

const LEADER = "leader"; // what a line to a name at the side is called
export const NARROW = 560; // px of width below which a picture is drawn for a narrow screen
const LOW = 470, TIGHT = 640; // px of height and of width below which the names of lines stand closer
const CLASSROOM = { least: 18, type: 1.3, stroke: 1.5, mark: 1.35 };
const MOST_DECADES = 7; // numbers at the axis across a narrow screen
const SMALLER = 0.79; // of the size of type, on a narrow screen
const LENGTHS = ["ax", "ay", "xshift", "yshift", "shift"]; // px between a label and what it names: they go with the type
const BELOW = {
  ...{ orientation: "h", traceorder: "normal", x: 0, xref: "container", xanchor: "left" },
  ...{ y: 0, yref: "container", yanchor: "bottom" },
};

/**
 * What kind of canvas it is: a narrow one, a low one, or one with room at the side of the picture.
 *
 * @param {number} width px
 * @param {number} height px
 * @param {boolean} classroom whether type is larger
 * @returns {"narrow" | "low" | "wide"}
 */
export function sizeOf(width, height, classroom) {
  if (width <= NARROW) return "narrow";
  const type = classroom ? CLASSROOM.type : 1;
  return height < LOW * type || width < TIGHT * type ? "low" : "wide";
}

/**
 * A drawing with the labels for a canvas of this size: on a narrow one the names of its lines are a legend below it.
 *
 * @param {Drawing} drawing
 * @param {number} width px
 * @param {number} height px
 * @param {boolean} [classroom] whether type is larger
 * @returns {Drawing}
 */
export function suited(drawing, width, height, classroom = false) {
  const { data, layout } = drawing, labels = layout.meta?.labels;
  const size = sizeOf(width, height, classroom);
  if (layout.scene || !labels || size === "wide") return drawing;
  /** @type {Layout} */
  const narrow = { ...layout, annotations: labels[size] };
  for (const [axis, text] of Object.entries(labels.titles)) {
    narrow[axis] = { ...layout[axis], title: { ...layout[axis].title, text } };
  }
  const { names } = labels, texts = labels.texts[size];
  const traces = data.map((trace, index) => texts[index] ? { ...trace, text: texts[index] } : trace);
  if (size === "low") return { data: traces, layout: narrow };
  if (names || layout.showlegend) Object.assign(narrow, { showlegend: true, legend: BELOW });
  if (!names) return { data: traces, layout: narrow };
  // Plotly makes a legend no wider than the frame: beside a second axis two have no room abreast.
  if (!classroom && !layout.yaxis2) narrow.legend = { ...BELOW, entrywidthmode: "fraction", entrywidth: 0.5 };
  narrow.shapes = layout.shapes?.map((/** @type {Trace} */ shape, /** @type {number} */ index) =>
    inLegend(shape, names.shapes[index], layout.showlegend)
  ).filter((/** @type {Trace} */ shape) => shape.name !== LEADER);
  if (layout.yaxis2) narrow.yaxis2 = { ...narrow.yaxis2, anchor: "x", shift: 0 };
  return {
    data: traces.map((trace, index) => inLegend(trace, names.traces[index], layout.showlegend)),
    layout: narrow,
  };
}

/**
 * Which labels a drawing has, one after another: how many there are, on what axes, in what colours.
 *
 * @param {Drawing} drawing
 */
export function labelsOf({ layout }) {
  const { low = [], narrow = [] } = layout.meta?.labels ?? {};
  return [layout.annotations ?? [], low, narrow].map((list) =>
    list.map((/** @type {Trace} */ { xref, yref, font }) => `${xref}${yref}${font?.color}`).join()
  ).join(";");
}

/**
 * @param {Trace} one
 * @param {string | undefined} name
 * @param {boolean} others whether what has none may be there too
 */
function inLegend(one, name, others) {
  if (name) return { ...one, showlegend: true, name };
  return others ? one : { ...one, showlegend: false };
}

/**
 * Lengths that go with the type, by a factor.
 *
 * @param {Record<string, any>} node
 * @param {number} factor
 */
function scaleLengths(node, factor) {
  for (const key of LENGTHS) if (typeof node[key] === "number") node[key] *= factor;
  return node;
}

/**
 * Arrays come as base64 with all their digits; here they become arrays.
 *
 * @param {any} node
 * @returns {any}
 */
export function decodeArrays(node) {
  if (Array.isArray(node)) return node.map(decodeArrays);
  if (node === null || typeof node !== "object") return node;
  if (typeof node.bdata === "string") {
    const flat = new Float64Array(bytes(node.bdata).buffer);
    if (!node.shape) return flat;
    const [rows, columns] = node.shape.split(",").map(Number);
    return rowsOf(flat, rows, columns);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, decodeArrays(value)]));
}

/**
 * What a text in base64 stands for.
 *
 * @param {string} text
 */
export function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * On a narrow screen: smaller labels, narrower margins, and the scene seen from farther away.
 *
 * @param {Layout} layout
 * @param {number} width px
 * @returns {Layout}
 */
export function fitted(layout, width) {
  if (width > NARROW) return layout;
  /** @type {Layout} */
  const narrow = { ...layout, margin: { ...layout.margin, l: 44, r: 6, t: 6, b: 40 } };
  narrow.font = smaller(layout.font);
  narrow.annotations = layout.annotations?.map((/** @type {any} */ label) =>
    scaleLengths({ ...label, font: smaller(label.font) }, SMALLER)
  );
  if (layout.legend) narrow.legend = { ...layout.legend, font: { size: 11 } };
  if (layout.yaxis2) narrow.margin.r = 48;
  for (const axis of ["xaxis", "yaxis", "yaxis2"]) {
    if (!layout[axis]) continue;
    narrow[axis] = {
      ...layout[axis],
      tickfont: { ...layout[axis].tickfont, size: 11 },
      title: { ...layout[axis].title, font: { ...layout[axis].title?.font, size: 12 } },
    };
  }
  if (layout.xaxis?.type === "log") narrow.xaxis.dtick = fewer(layout.xaxis);
  if (layout.scene) {
    const eye = times(layout.scene.camera.eye, distanceOn(width));
    narrow.scene = { ...layout.scene, camera: { ...layout.scene.camera, eye } };
    narrow.margin = { l: 0, r: 0, t: 0, b: 0 };
  }
  return narrow;
}

/**
 * How many decades are from one number at an axis to the next where it is short: numbers lie level.
 *
 * @param {{ dtick?: unknown, range?: number[] }} axis
 */
function fewer({ dtick, range }) {
  if (typeof dtick !== "number" || !range) return dtick;
  return dtick * Math.max(1, Math.ceil((range[1] - range[0]) / dtick / MOST_DECADES));
}

/**
 * The same for its traces.
 *
 * @param {Trace[]} data
 * @param {number} width px
 */
export function fittedData(data, width) {
  if (width > NARROW) return data;
  return data.map((trace) => (trace.textfont ? { ...trace, textfont: smaller(trace.textfont) } : trace));
}

/** @param {{ size?: number } | undefined} font */
const smaller = (font) => ({ ...font, size: Math.round((font?.size ?? 14) * SMALLER) });

/**
 * A vector, longer by a factor.
 *
 * @param {Record<string, number>} vector
 * @param {number} factor
 */
export const times = (vector, factor) =>
  Object.fromEntries(Object.entries(vector).map(([axis, value]) => [axis, value * factor]));

/**
 * From how far a scene is seen, where it is this wide.
 *
 * @param {number} width px
 */
export const distanceOn = (width) => (width > NARROW ? 1 : 1.35);

/**
 * For a classroom: type that is read from the back row, and strokes to match.
 *
 * @param {any} node
 * @param {string} [key] under which it stands
 * @returns {any}
 */
export function enlarged(node, key) {
  if (Array.isArray(node)) return node.map((one) => enlarged(one));
  if (!isPlain(node)) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, enlarged(value, name)]));
  if (key?.endsWith("font") && copy.size) copy.size = Math.max(CLASSROOM.least, Math.round(copy.size * CLASSROOM.type));
  scaleLengths(copy, CLASSROOM.type);
  if (key === "margin" && copy.r) copy.r *= CLASSROOM.type;
  if (key === "line" && typeof copy.width === "number") copy.width *= CLASSROOM.stroke;
  if (key === "marker" && typeof copy.size === "number") copy.size *= CLASSROOM.mark;
  return copy;
}

/** @param {unknown} node */
const isPlain = (node) => node !== null && typeof node === "object" && !ArrayBuffer.isView(node);

const DIGITS = 1e-6; // of a number: frames come with those of single precision

/**
 * Whether two drawings, or parts of them, look the same.
 *
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function looksLike(one, other) {
  if (one === other) return true;
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= DIGITS * Math.abs(other) || (Number.isNaN(one) && Number.isNaN(other));
  }
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  if (isList(one) || isList(other)) return isList(one) && isList(other) && alikeInAll(one, other);
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => looksLike(one[key], other[key]));
}

/**
 * @param {any} node
 * @returns {boolean}
 */
const isList = (node) => Array.isArray(node) || ArrayBuffer.isView(node);

/**
 * @param {ArrayLike<any>} one
 * @param {ArrayLike<any>} other
 */
function alikeInAll(one, other) {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (!looksLike(one[i], other[i])) return false;
  return true;
}

/**
 * Put the colours of a theme where their names stand.
 *
 * @param {any} node
 * @param {Colors} colors
 * @returns {any}
 */
export function resolveColors(node, colors) {
  if (typeof node === "string") return colors[node] ?? node;
  if (Array.isArray(node)) return node.map((one) => resolveColors(one, colors));
  if (!isPlain(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolveColors(value, colors)]));
}

/**
 * Whether a colour of CSS, "#11161c" or "rgb(17, 22, 28)", is a dark one; white where there is none.
 *
 * @param {string} color
 */
export function isDark(color) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
  const parts = hex ? hex.slice(1).map((part) => parseInt(part, 16)) : (color.match(/[\d.]+/g) ?? [255, 255, 255]);
  return parts.slice(0, 3).map(Number).reduce((sum, part) => sum + part, 0) < 384;
}

/**
 * Whether there are but curves and marks in a plane.
 *
 * @param {Drawing} drawing
 */
export const isPlane = (drawing) => drawing.data.every((trace) => trace.type === "scatter");
