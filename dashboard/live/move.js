/* Moving what Plotly has drawn.
 *
 * Plotly takes some 20 ms to draw a figure anew, mostly for what does not change. While a thumb moves, only curves,
 * marks and labels of a plane figure change their place; putting them there takes a fraction of a millisecond. The
 * true drawing follows as soon as the thumb rests. Where something else changes, `move` leaves it to Plotly.
 */

import { looksLike } from "./drawing.js";
import { axesOf, layoutNodes, lettersOf, textOf, traceOf } from "./plotly.js";

/**
 * @import { Drawing, Layout, Trace } from "./types.js"
 * @typedef {NonNullable<ReturnType<typeof axesOf>>} Axes
 */

const PLACES = 4; // decimals of a pixel
const MOVED = ["x", "y", "y0", "y1", "xshift", "yshift", "ax", "ay", "text"];
const SAID = ["name", "customdata", "hovertemplate"]; // once the thumb rests is soon enough
const TAG = /<[^>]*>/g;
/** @type {WeakMap<Element, Set<SVGElement>>} */
const shifted = new WeakMap(); // plot -> what is not where Plotly drew it

/**
 * Move the marks of a plot from one drawing to the next; false if Plotly has to draw before they are right.
 *
 * @param {Element} plot
 * @param {Drawing} before
 * @param {Drawing} after
 */
export function move(plot, before, after) {
  const axes = axesOf(plot);
  if (!axes || before.data.length !== after.data.length) return false;
  let complete = true;
  after.data.forEach((trace, index) => {
    if (trace !== before.data[index]) complete = moveTrace(plot, axes, index, before.data[index], trace) && complete;
  });
  return moveLayout(plot, axes, before.layout, after.layout) && complete;
}

/**
 * @param {Element} plot
 * @param {Axes} axes
 * @param {number} index
 * @param {Trace} before
 * @param {Trace} after
 */
function moveTrace(plot, axes, index, before, after) {
  const drawn = traceOf(plot, index);
  if (!drawn || after.type !== "scatter") return false;
  const xaxis = axes.x, yaxis = axes.y(after.yaxis);
  const xs = after.x === before.x ? drawn.x : after.x;
  const ys = after.y === before.y ? drawn.y : after.y;
  const x = (/** @type {number} */ i) => xaxis.d2p(xs[i]), y = (/** @type {number} */ i) => yaxis.d2p(ys[i]);
  drawn.line?.setAttribute("d", path(xs.length, x, y));
  if (after.fill === "toself") drawn.fill?.setAttribute("d", `${path(xs.length, x, y)}Z`);
  for (const { node, i } of drawn.points) {
    if (Number.isFinite(y(i))) node.setAttribute("transform", `translate(${x(i)},${y(i)})`);
  }
  for (const { node, i } of drawn.labels) {
    shift(plot, node, x(i) - xaxis.d2p(drawn.x[i]), y(i) - yaxis.d2p(drawn.y[i]));
  }
  const said = String(after.mode).includes("text") ? SAID : [...SAID, "text"];
  return alike(before, after, ["x", "y", ...said]);
}

/**
 * The path of a curve through so many points, broken where one has no place.
 *
 * @param {number} count
 * @param {(i: number) => number} x its pixels
 * @param {(i: number) => number} y
 */
export function path(count, x, y) {
  let drawn = "", pen = "M";
  for (let i = 0; i < count; i++) {
    const px = x(i), py = y(i);
    if (Number.isFinite(px) && Number.isFinite(py)) {
      drawn += `${pen}${px.toFixed(PLACES)},${py.toFixed(PLACES)}`;
      pen = "L";
    } else pen = "M";
  }
  return drawn || "M0,0";
}

/**
 * Whether all of `after` looks as it did, except what is named.
 *
 * @param {Record<string, unknown>} before
 * @param {Record<string, unknown>} after
 * @param {string[]} except
 */
export function alike(before, after, except) {
  return Object.keys(after).every((key) => except.includes(key) || looksLike(after[key], before[key]));
}

/**
 * @param {Element} plot
 * @param {SVGElement} element
 * @param {number} dx px
 * @param {number} dy px
 */
function shift(plot, element, dx, dy) {
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return;
  element.style.transform = `translate(${dx}px,${dy}px)`;
  const others = shifted.get(plot) ?? new Set();
  shifted.set(plot, others.add(element));
}

/**
 * Labels and lines that stand at a height move with it, and say what they say there; any other change of the layout is
 * Plotly's.
 *
 * @param {Element} plot
 * @param {Axes} axes
 * @param {Layout} before
 * @param {Layout} after
 */
function moveLayout(plot, axes, before, after) {
  let complete = true;
  const items = (
    /** @type {"annotations" | "shapes"} */ kind,
    /** @type {string[]} */ keys,
    /** @type {"r2p" | "d2p"} */ pixel,
  ) => {
    /** @type {Trace[]} */
    const list = after[kind] ?? [];
    if (list.length !== (before[kind]?.length ?? 0)) { // which is which, nobody knows
      complete = false;
      return;
    }
    list.forEach((item, index) => {
      const old = before[kind]?.[index];
      if (item === old) return;
      const xaxis = axes.x, yaxis = axes.y(item.yref), [x, y] = keys;
      const across = item.xref === "x" ? xaxis[pixel](item[x]) - xaxis[pixel](old?.[x]) : 0;
      const down = yaxis[pixel](item[y]) - yaxis[pixel](old?.[y]);
      for (const node of layoutNodes(plot, kind, index)) {
        shift(plot, node, across + by(item, old, "xshift"), down - by(item, old, "yshift"));
        const text = textOf(node);
        if (text) shift(plot, text, by(item, old, "ax"), by(item, old, "ay"));
        if (text && old) complete = reword(text, old.text, item.text) && complete;
      }
      if (!old || !alike(old, item, MOVED)) complete = false;
    });
  };
  items("annotations", ["x", "y"], "r2p");
  items("shapes", ["x0", "y0"], "d2p");
  return complete && alike(before, after, ["annotations", "shapes", "meta"]);
}

/**
 * @param {Trace} item
 * @param {Trace | undefined} old
 * @param {string} key a length in px
 */
const by = (item, old, key) => (item[key] ?? 0) - (old?.[key] ?? 0);

/**
 * Let a label say something else; false if it is broken into lines or set in another way.
 *
 * @param {SVGElement} label
 * @param {string} before
 * @param {string} after
 */
function reword(label, before, after) {
  const parts = after.split(TAG).filter(Boolean), letters = lettersOf(label);
  const alike = before.match(TAG)?.join() === after.match(TAG)?.join() && parts.length === letters.length;
  if (!alike || after.includes("&")) return after === before;
  letters.forEach((one, index) => {
    if (one.data !== parts[index]) one.data = parts[index];
  });
  return true;
}

/**
 * Forget the shifts once Plotly has drawn everything in its place.
 *
 * @param {Element} plot
 */
export function settle(plot) {
  for (const element of shifted.get(plot) ?? []) element.style.transform = "";
  shifted.delete(plot);
}
