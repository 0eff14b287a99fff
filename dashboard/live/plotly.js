/* All that is used of Plotly's insides, which it may change without a word: one place to mend.
 *
 * Of what it documents, `react`, `relayout`, `purge`, `toImage` and the events `plotly_click`,
 * `plotly_doubleclick` and `plotly_relayout` are used elsewhere.
 */

/**
 * @typedef {object} Plotly what is used of it
 * @property {(plot: Element, data: object[], layout: object, config: object) => Promise<unknown>} react
 * @property {(plot: Element, change: object) => Promise<unknown>} relayout
 * @property {(plot: Element) => void} purge
 * @property {(drawing: object, options: object) => Promise<string>} toImage
 */

/**
 * @typedef {{ points: { customdata?: unknown }[] }} Click
 * @typedef {{ on: (event: "plotly_click" | "plotly_doubleclick" | "plotly_relayout", told: (click: Click) => void) => void }} Told
 *   a plot, once it is drawn
 */

/**
 * An axis as it is drawn: `d2p` gives the pixel of a value, `r2p` that of a place as ranges and labels name it, which
 * on a logarithmic axis is the logarithm; shapes name values.
 *
 * @typedef {{ d2p: (value: unknown) => number, r2p: (place: unknown) => number }} Axis
 */

/**
 * @typedef {{ x: number, y: number, z: number }} Vector
 * @typedef {{ eye: Vector, center: Vector }} Camera
 * @typedef {{ name: string, along: "x" | "y", start: number, length: number, range: number[] }} Side an axis, in px of
 *   the plot, and what it shows
 */

const AXES = ["xaxis", "yaxis", "yaxis2"];

/**
 * What a legend below the picture took of its margins, which Plotly would keep free when it is gone.
 *
 * @param {Element} plot
 */
export function freeMargins(plot) {
  const full = /** @type {any} */ (plot)._fullLayout;
  if (full) full._reservedMargin = {};
}

/**
 * The script of Plotly that a page names itself, and that is on its way.
 *
 * @returns {HTMLScriptElement | null}
 */
export const plotlyComing = () => document.querySelector("script[data-plotly]");

/** @type {Promise<Plotly> | null} */
let loading = null;

/**
 * Plotly, if the page has it.
 *
 * @returns {Plotly | undefined}
 */
export const plotlyHere = () => /** @type {any} */ (window).Plotly;

/**
 * Plotly; its script is loaded once, if the page has not named it itself.
 *
 * @param {string} address
 * @returns {Promise<Plotly>}
 */
export function loadPlotly(address) {
  const here = plotlyHere();
  if (here) return Promise.resolve(here);
  loading ??= new Promise((resolve, reject) => {
    const coming = plotlyComing();
    const script = coming ?? document.createElement("script");
    script.onload = () => resolve(/** @type {Plotly} */ (plotlyHere()));
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error("Plotly could not be loaded"));
    };
    if (coming) return;
    script.src = address;
    document.head.append(script);
  });
  return loading;
}

/**
 * What Plotly keeps at the element of a plot. `_fullLayout` and `_fullData` are layout and traces with all that was
 * left to it filled in, the axes with their scales; there is none before the first drawing.
 *
 * @param {Element} plot
 * @returns {{ _fullLayout?: any, _fullData?: any[] }}
 */
const insides = (plot) => /** @type {any} */ (plot);

/**
 * Whether there is a drawing: `.main-svg` is what Plotly draws on.
 *
 * @param {Element} plot
 */
export const isDrawn = (plot) => plot.querySelector(".main-svg") !== null;

/**
 * The axes of a drawing in a plane (`xaxis`, `yaxis`, `yaxis2` of the full layout); null where there are none, or a
 * scene.
 *
 * @param {Element} plot
 * @returns {{ x: Axis, y: (name?: string) => Axis } | null} `y` by the name that a trace or a label has for it
 */
export function axesOf(plot) {
  const full = insides(plot)._fullLayout;
  if (!full?.xaxis?.d2p || full.scene) return null;
  return { x: full.xaxis, y: (name) => full[name === "y2" ? "yaxis2" : "yaxis"] };
}

/**
 * Where the frame of the axes is in a plot, px; null before the first drawing.
 *
 * @param {Element} plot
 */
export function frameOf(plot) {
  const size = insides(plot)._fullLayout?._size;
  return size ? { left: size.l, top: size.t, width: size.w, height: size.h } : null;
}

/**
 * Be told when a hand has zoomed or a window has another size.
 *
 * @param {Element} plot
 * @param {() => void} told
 * @returns {() => void} to be told no more
 */
export function whenMoved(plot, told) {
  const events = /** @type {any} */ (plot);
  events.on("plotly_relayout", told);
  return () => events.removeListener("plotly_relayout", told);
}

/**
 * A trace of curves and marks as it is drawn: the values for which it was, and its elements; null where there is none.
 *
 * Its group has the class `trace` and, in one word with it, the `uid` of the full trace. In it `path.js-line` is the
 * curve, `path.js-fill` what it encloses, each `path.point` a mark and each `g.textpoint` its text.
 *
 * @param {Element} plot
 * @param {number} index
 */
export function traceOf(plot, index) {
  const full = insides(plot)._fullData?.[index];
  const group = full && plot.querySelector(`.scatterlayer .trace${full.uid}`);
  if (!group) return null;
  return {
    x: /** @type {ArrayLike<unknown>} */ (full.x),
    y: /** @type {ArrayLike<unknown>} */ (full.y),
    line: group.querySelector("path.js-line"),
    fill: group.querySelector("path.js-fill"),
    points: marksOf(group, "path.point"),
    labels: marksOf(group, "g.textpoint"),
  };
}

/**
 * Marks, and which of the trace's points each is: marks without a place are left out, so it stands in the datum that D3
 * keeps at the element.
 *
 * @param {Element} group
 * @param {string} selector
 */
function marksOf(group, selector) {
  /** @type {NodeListOf<SVGElement & { __data__: { i: number } }>} */
  const nodes = group.querySelectorAll(selector);
  return Array.from(nodes, (node) => ({ node, i: node.__data__.i }));
}

const TEXT = 3; // the type of a node of letters
const NO_WIDTH = "\u200b";

/* Where labels and lines of the layout are found; `data-index` is their place in it. */
const LAYOUT = { annotations: ".annotation", shapes: ".shapelayer path" };

/**
 * The elements of a label or a line of the layout.
 *
 * @param {Element} plot
 * @param {keyof typeof LAYOUT} kind
 * @param {number} index
 * @returns {NodeListOf<SVGElement>}
 */
export const layoutNodes = (plot, kind, index) => plot.querySelectorAll(`${LAYOUT[kind]}[data-index="${index}"]`);

/**
 * The text of a label, apart from the line that leads to it; null for what is no label.
 *
 * @param {SVGElement} node
 * @returns {SVGElement | null}
 */
export const textOf = (node) => node.querySelector(".annotation-text-g");

/**
 * What is written in a label, part by part: Plotly begins a new one at each tag, and puts a space without width after
 * what stands high or low.
 *
 * @param {Node} node
 * @returns {Text[]}
 */
export function lettersOf(node) {
  return [...node.childNodes].flatMap((child) =>
    child.nodeType === TEXT ? (child.nodeValue === NO_WIDTH ? [] : [/** @type {Text} */ (child)]) : lettersOf(child)
  );
}

/**
 * How a hand has zoomed and turned the drawing: the ranges of axes that do not find their own, and the camera of the
 * scene. Null before the first drawing.
 *
 * @param {Element} plot
 */
export function viewOf(plot) {
  const full = insides(plot)._fullLayout;
  if (!full) return null;
  /** @type {Record<string, number[]>} */
  const ranges = {};
  for (const axis of AXES) {
    if (full[axis]?.range && !full[axis].autorange) ranges[axis] = full[axis].range;
  }
  /** @type {Camera | undefined} */
  const camera = full.scene?.camera;
  return { ranges, camera };
}

/**
 * The axes of a plane that can be zoomed.
 *
 * @param {Element} plot
 * @returns {Side[]}
 */
export function planeOf(plot) {
  const full = insides(plot)._fullLayout;
  return AXES.flatMap((name) => {
    const axis = full?.[name];
    if (!axis?.range || axis.fixedrange || full.scene) return [];
    const along = name.startsWith("x") ? "x" : "y";
    return [{ name, along, start: axis._offset, length: axis._length, range: [...axis.range] }];
  });
}

/**
 * Whether the browser gave no canvas for a scene: Plotly then covers the plot with an element that says so, and never
 * asks again.
 *
 * @param {Element} plot
 */
export const refused = (plot) => plot.querySelector(".no-webgl") !== null;

/**
 * Be told when the browser takes back the canvas of a scene, until the plot is purged.
 *
 * @param {Element} plot
 * @param {() => void} told
 */
export const whenLost = (plot, told) => /** @type {any} */ (plot).on("plotly_webglcontextlost", told);

/**
 * Whether a drawing has failed since its canvas was taken back, which the browser may not have said yet: nothing is
 * compiled there any more, and there is no room to draw in.
 *
 * @param {unknown} error
 */
export function failedForCanvas(error) {
  const { name, message } = /** @type {{ name?: unknown, message?: unknown }} */ (error ?? {});
  return name === "GLError" || String(message).startsWith("gl-fbo:");
}

/**
 * Let a scene note in the layout that stands how a hand turns it: after a change that draws no trace anew it would go on
 * noting in the one before, and the next drawing would turn it back. A canvas that it lost it leaves at once, and
 * does not wait for it by itself: it would go on when it is purged.
 *
 * @param {Element} plot
 */
export function tendScene(plot) {
  const full = insides(plot)._fullLayout;
  const scene = full?.scene?._scene;
  if (scene) {
    Object.assign(scene, {
      fullLayout: full,
      fullSceneLayout: full.scene,
      recoverContext: () => scene.glplot?.dispose(),
    });
    for (const controller of scene.camera?.view._controllerList ?? []) Object.values(controller).forEach(steady);
  }
}

/**
 * Let a camera stand where the hand has left it: it would go on as fast as between the last two moves until the next
 * picture, and where that comes late a small turn ends at the pole.
 *
 * @param {any} motion places by their times, and the speeds there, where it is one
 */
function steady(motion) {
  if (!motion?._velocity || Object.hasOwn(motion, "move")) return;
  const { move } = motion;
  motion.move = (/** @type {number[]} */ ...to) => {
    move.apply(motion, to);
    motion._velocity.fill(0);
  };
}

const RESIZED = 100; // ms without another size before a plot takes the last
/** @type {WeakMap<Element, ReturnType<typeof setTimeout>>} */
const sizing = new WeakMap();

/**
 * Let a plot take the size that it has now; what is hidden has none.
 *
 * As Plotly's `Plots.resize`, but that the plot may have been purged, or its canvas taken back, before its time comes:
 * there that is an error which nobody can catch.
 *
 * @param {Plotly} Plotly
 * @param {Element} plot
 */
export async function resized(Plotly, plot) {
  clearTimeout(sizing.get(plot));
  await new Promise((resolve) => sizing.set(plot, setTimeout(resolve, RESIZED)));
  if (!insides(plot)._fullLayout || !plot.clientWidth) return;
  try {
    await Plotly.relayout(plot, { autosize: true });
  } catch (error) {
    if (insides(plot)._fullLayout && !failedForCanvas(error)) throw error;
  }
  tendScene(plot);
}

/**
 * Zoom a plane or turn a scene.
 *
 * @param {Plotly} Plotly
 * @param {Element} plot
 * @param {Record<string, unknown>} view ranges by their axes, the camera
 */
export async function seeAs(Plotly, plot, view) {
  try {
    await Plotly.relayout(plot, view);
  } catch (error) {
    if (insides(plot)._fullLayout) throw error; // else it was purged meanwhile
  }
  tendScene(plot);
}

/**
 * From where a scene is seen, of which nothing is kept when it is purged; null where there is none.
 *
 * @param {Element} plot
 * @returns {Camera | null}
 */
export const cameraOf = (plot) => structuredClone(sceneOf(plot));

/**
 * From where a scene is seen; null where there is none.
 *
 * @param {Element} plot
 * @returns {Camera | null}
 */
export const sceneOf = (plot) => insides(plot)._fullLayout?.scene?.camera ?? null;
