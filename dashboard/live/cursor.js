/* Reading two points of a figure: a cross goes to the nearest curve, a click or a key sets a mark, and a second one
 * says how they differ and how steep it is between them.
 *
 * While it is not asked for nothing happens. While it is, a sheet lies over the frame, so that neither a zoom nor a
 * link is in the way.
 */

import { isPlane } from "./drawing.js";
import { element, find } from "./element.js";
import { axesOf, frameOf, whenMoved } from "./plotly.js";
import { along, compared, nearest, placeOf, said, valueAt } from "./points.js";

/**
 * @import { Drawing, Layout, Trace } from "./types.js"
 * @import { Curve, Point, Reading, Value } from "./points.js"
 * @import { Spoken } from "./spoken.js"
 */

const STEP = 4, FAR = 40; // px along a curve, by an arrow key without and with Shift
const HINT = "Point at a curve and click, or use ← → ↑ ↓ and Enter; then do it again. Esc ends.";
const TAG = /<[^>]*>/g;

/**
 * The figure that is read.
 *
 * @typedef {object} Read
 * @property {HTMLElement} root
 * @property {HTMLElement} plot
 * @property {Drawing | undefined} shown
 * @property {{ veiled: boolean, classroom: boolean }} data
 * @property {Spoken} spoken
 */

export class Cursor {
  /** @type {Curve[]} */
  curves = [];
  /** @type {Point[]} */
  marks = [];
  /** @type {Point | null} */
  cross = null; // where the hand is
  /** @type {HTMLElement | null} */
  sheet = null; // over the frame, while two points are read
  forget = () => {}; // that it is told when the axes move

  /** @param {Read} figure */
  constructor(figure) {
    this.figure = figure;
    this.panel = find(figure.root, ".live-cursor", HTMLElement);
    this.button = find(this.panel, "button", HTMLButtonElement);
    this.words = find(this.panel, "p", HTMLElement);
    this.button.addEventListener("click", () => (this.sheet ? this.end() : this.begin()));
  }

  /* The figure has been drawn or moved: marks stay where they are on their curves. */
  follow() {
    const { shown, data: { veiled, classroom } } = this.figure;
    const read = shown && isPlane(shown) && ["xaxis", "yaxis"].every((axis) => hasNumbers(shown.layout[axis]));
    this.panel.hidden = veiled || classroom || !read;
    if (!this.sheet) return;
    if (this.panel.hidden) return this.end();
    this.measure();
    const there = (/** @type {Point} */ { index, i }) => i < (this.curve(index)?.x.length ?? 0);
    this.marks = this.marks.filter(there);
    if (this.cross && !there(this.cross)) this.cross = null;
    this.show();
  }

  begin() {
    this.sheet = element("div", { className: "live-sheet", tabIndex: 0 });
    this.sheet.setAttribute("role", "application");
    this.sheet.setAttribute("aria-label", `Read two points. ${HINT}`);
    this.sheet.addEventListener("pointermove", (event) => this.point(event));
    this.sheet.addEventListener("click", (event) => {
      this.point(event);
      this.set();
    });
    this.sheet.addEventListener("keydown", (event) => this.press(event));
    this.figure.plot.append(this.sheet);
    this.forget = whenMoved(this.figure.plot, () => this.follow());
    this.button.setAttribute("aria-pressed", "true");
    this.words.textContent = HINT;
    this.measure();
    this.sheet.focus({ preventScroll: true });
  }

  end() {
    this.forget();
    const held = this.sheet?.contains(document.activeElement);
    this.sheet?.remove();
    this.sheet = null;
    this.marks = [];
    this.cross = null;
    this.button.setAttribute("aria-pressed", "false");
    this.words.textContent = "";
    if (held) this.button.focus({ preventScroll: true });
  }

  /* Lay the sheet over the frame, and find out where the curves are. */
  measure() {
    const { plot, shown } = this.figure, frame = frameOf(plot), axes = axesOf(plot);
    if (!this.sheet || !shown || !frame || !axes) return;
    for (const side of /** @type {const} */ (["left", "top", "width", "height"])) {
      this.sheet.style[side] = `${frame[side]}px`;
    }
    this.curves = shown.data.flatMap((trace, index) => {
      if (
        !hasNumbers(shown.layout[axisOf(trace)]) || trace.hoverinfo === "skip" || trace.opacity === 0 ||
        !/lines|markers/.test(trace.mode)
      ) return [];
      const y = axes.y(trace.yaxis),
        places = (/** @type {ArrayLike<number>} */ of, /** @type {any} */ axis) =>
          Array.from(of, (value) => axis.d2p(value));
      return [{ index, joined: trace.mode.includes("lines"), x: places(trace.x, axes.x), y: places(trace.y, y) }];
    });
  }

  /** @param {number} index */
  curve(index) {
    return this.curves.find((one) => one.index === index);
  }

  /** @param {{ offsetX: number, offsetY: number }} at on the sheet: nothing on it catches the pointer */
  point({ offsetX, offsetY }) {
    this.cross = nearest(this.curves, offsetX, offsetY);
    this.show();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const step = event.shiftKey ? FAR : STEP;
    const acts = {
      ArrowRight: () => this.go(step),
      ArrowLeft: () => this.go(-step),
      ArrowUp: () => this.change(-1),
      ArrowDown: () => this.change(1),
      Enter: () => this.set(),
      " ": () => this.set(),
      Escape: () => this.end(),
    };
    const act = acts[/** @type {keyof typeof acts} */ (event.key)];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    this.speak();
  }

  /* To begin with, the middle of the sheet. */
  held() {
    const { clientWidth, clientHeight } = this.sheet ?? document.body;
    return this.cross ?? nearest(this.curves, clientWidth / 2, clientHeight / 2);
  }

  /** @param {number} far px */
  go(far) {
    const held = this.held(), curve = held && this.curve(held.index);
    if (held && curve) this.cross = this.cross ? along(curve, held, far) : held;
    this.show();
  }

  /** @param {number} by how many curves farther */
  change(by) {
    const held = this.held(), from = held && this.curve(held.index);
    if (!held || !from) return;
    const [x, y] = placeOf(from, held.i, held.part);
    const others = this.curves.filter((one) => nearest([one], x, y));
    const next = others[(others.indexOf(from) + by + others.length) % others.length];
    this.cross = nearest([next], x, y) ?? held;
    this.show();
  }

  set() {
    const { cross } = this;
    if (!cross) return;
    this.marks = this.marks.length === 2 ? [cross] : [...this.marks, cross];
    this.show();
    this.speak();
  }

  /**
   * @param {Point} point
   * @returns {Value}
   */
  value(point) {
    const { data, layout } = /** @type {Drawing} */ (this.figure.shown), trace = data[point.index];
    const of = readingOf(layout, axisOf(trace));
    const x = valueAt(trace.x, point, layout.xaxis.type === "log"), y = valueAt(trace.y, point, of.log);
    return { x, y, of };
  }

  show() {
    if (!this.sheet || !this.figure.shown) return;
    const seen = this.marks.length < 2 && this.cross ? [...this.marks, this.cross] : this.marks;
    const places = seen.flatMap((point) => {
      const curve = this.curve(point.index);
      return curve ? [placeOf(curve, point.i, point.part)] : [];
    });
    this.sheet.replaceChildren(drawn(places, this.marks.length));
    const across = readingOf(this.figure.shown.layout, "xaxis");
    const [one, other] = seen.map((point) => this.value(point));
    if (!one) this.words.textContent = HINT;
    else if (!other) {
      this.words.textContent = `${said(across, one)}. ${this.marks.length ? "" : "Click to set a mark."}`;
    } else {this.words.textContent = `From ${said(across, one)} to ${said(across, other)}: ${
        compared(across, one, other)
      }`;}
  }

  speak() {
    if (this.sheet) this.figure.spoken.later(this.words.textContent ?? "");
  }
}

/** @param {Trace} trace */
const axisOf = (trace) => trace.yaxis === "y2" ? "yaxis2" : "yaxis";

/**
 * Whether an axis says what it measures, in numbers and not in words.
 *
 * @param {Trace | undefined} axis
 */
const hasNumbers = (axis) => Boolean(axis?.title?.text) && !axis?.ticktext;

/**
 * What an axis is called, and its unit, from its title: "barrier height E⁰ (kT)".
 *
 * @param {Layout} layout
 * @param {string} axis
 * @returns {Reading}
 */
function readingOf(layout, axis) {
  const title = String(layout[axis].title?.text ?? "").replace(/<br>/g, " ").replace(/<sub>/g, "_").replace(TAG, "");
  const [, name, unit] = /^(.*?)(?: \(([^()\s]+)\))?$/.exec(title) ?? [];
  return { name: name ?? "", unit: unit ?? "", log: layout[axis].type === "log" };
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Crosses at some places, and a line from the first to the second; those that are set have a ring.
 *
 * @param {number[][]} places px
 * @param {number} set how many are
 */
function drawn(places, set) {
  const svg = document.createElementNS(SVG, "svg");
  const paths = places.map(([x, y]) => `M${x - 9},${y}H${x + 9}M${x},${y - 9}V${y + 9}`);
  if (places.length === 2) paths.push(`M${places[0]}L${places[1]}`);
  for (const [x, y] of places.slice(0, set)) paths.push(`M${x - 6},${y}a6,6 0 1 0 12,0a6,6 0 1 0 -12,0`);
  for (const name of ["under", "over"]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", name);
    path.setAttribute("d", paths.join(""));
    svg.append(path);
  }
  return svg;
}
