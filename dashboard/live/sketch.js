/* A first sight of a drawing in a plane: its curves, about where Plotly will draw them, until Plotly is here. */

import { fitted, NARROW, suited } from "./drawing.js";

/** @import { Drawing, Trace } from "./types.js" */

const SIZE = 1000; // of the square in which curves lie, which is stretched over the place of the axes
const DASHES =
  /** @type {Record<string, string>} */ ({ dash: "9 9", dot: "3 3", longdash: "15 6", dashdot: "9 5 3 5" });
// px of a legend below the picture: a letter, about; the line before a name; a row of names and one more line in it
const LEGEND = { letter: 6, line: 40, row: 19, more: 13, around: 20 };
const ABOVE = 32; // px of a legend above it, in one row
const TITLED = { wide: 65.5, narrow: 50.5 }; // px that the labels and the title of an axis take below it
const SVG = "http://www.w3.org/2000/svg";

/**
 * The curves of a drawing, in a square.
 *
 * @param {Drawing} drawing
 */
export function curves({ data, layout }) {
  return data.filter((trace) => isCurve(trace) && layout[axisOf("y", trace)]?.range).map((trace) => {
    const x = scale(layout[axisOf("x", trace)]), y = scale(layout[axisOf("y", trace)]);
    return {
      d: path(trace, x, (value) => SIZE - y(value)),
      color: String(trace.line?.color ?? "gray"),
      width: Number(trace.line?.width ?? 2),
      dashes: DASHES[trace.line?.dash] ?? "",
    };
  });
}

/** @param {Trace} trace */
const isCurve = ({ type, mode, x, y, visible }) =>
  type === "scatter" && String(mode ?? "lines").includes("lines") && x?.length > 1 && y && visible !== false;

/**
 * @param {"x" | "y"} letter
 * @param {Trace} trace
 */
const axisOf = (letter, trace) => `${letter}axis${(trace[`${letter}axis`] ?? letter).slice(1)}`;

/**
 * From a value to its place along an axis.
 *
 * @param {Record<string, any> | undefined} axis
 * @returns {(value: number) => number}
 */
function scale(axis) {
  const [low, high] = axis?.range ?? [0, 1];
  const [start, end] = axis?.domain ?? [0, 1];
  const log = axis?.type === "log";
  return (value) => SIZE * (start + (end - start) * ((log ? Math.log10(value) : value) - low) / (high - low));
}

/**
 * @param {Trace} trace
 * @param {(value: number) => number} x
 * @param {(value: number) => number} y
 */
function path(trace, x, y) {
  let drawn = "", pen = "M";
  for (let i = 0; i < trace.x.length; i++) {
    const across = x(trace.x[i]), down = y(trace.y[i]);
    if (Number.isFinite(across) && Number.isFinite(down)) {
      drawn += `${pen}${across.toFixed(1)},${down.toFixed(1)}`;
      pen = "L";
    } else pen = "M";
  }
  return drawn;
}

/**
 * About how high the legend is that stands below a drawing on a narrow canvas.
 *
 * @param {Drawing} drawing
 * @param {number} width px
 */
export function legendHeight(drawing, width) {
  if (width > NARROW) return 0;
  const { data, layout } = suited(drawing, width, width);
  if (!layout.showlegend) return 0;
  const names = [...data, ...(layout.shapes ?? [])].filter(({ name, showlegend }) => name && showlegend !== false)
    .map(({ name }) => name.replace(/<br>/g, "\n").replace(/<[^>]*>|\u200b/g, "").split("\n"));
  const longest = Math.max(0, ...names.flat().map((line) => line.length));
  const { l, r } = fitted(layout, width).margin; // no wider than the frame
  const share = layout.legend?.entrywidth ?? (LEGEND.line + LEGEND.letter * longest) / (width - l - r);
  const abreast = Math.max(1, Math.floor(1 / share));
  let rows = 0;
  for (let k = 0; k < names.length; k += abreast) {
    rows += LEGEND.row + LEGEND.more * (Math.max(...names.slice(k, k + abreast).map((lines) => lines.length)) - 1);
  }
  return rows ? LEGEND.around + rows : 0;
}

/**
 * About what a drawing leaves free around its axes, px.
 *
 * @param {Drawing} drawing which comes with its template
 * @param {number} width of the canvas, px
 */
export function margins(drawing, width) {
  const { layout } = drawing;
  const { l, r, t, b } = { ...layout.template?.layout?.margin, ...fitted(layout, width).margin };
  const titled = layout.xaxis?.title?.text ? TITLED[width > NARROW ? "wide" : "narrow"] : 0;
  const above = width > NARROW && layout.showlegend && layout.legend?.y > 1 ? ABOVE : 0;
  return { l, r, t: t + above, b: Math.max(b + legendHeight(drawing, width), titled) };
}

/**
 * A picture of the curves of a drawing, which comes with its template, to be put where the figure will be; null where
 * there are none.
 *
 * @param {Drawing} drawing
 * @param {number} width of that place, px
 */
export function sketch(drawing, width) {
  const lines = curves(drawing);
  if (!lines.length) return null;
  const { l, r, t, b } = margins(drawing, width);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "live-sketch");
  svg.setAttribute("viewBox", `0 0 ${SIZE} ${SIZE}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const place = {
    left: `${l}px`,
    top: `${t}px`,
    width: `calc(100% - ${l + r}px)`,
    height: `calc(100% - ${t + b}px)`,
  };
  Object.assign(svg.style, { position: "absolute", ...place });
  svg.append(framed(), ...lines.map(line));
  return svg;
}

/* The lines of the axes, left and below. */
const framed = () => line({ d: `M0,0V${SIZE}H${SIZE}`, color: "gray", width: 1, dashes: "" });

/** @param {ReturnType<typeof curves>[number]} curve */
function line({ d, color, width, dashes }) {
  const drawn = document.createElementNS(SVG, "path");
  const how = { d, fill: "none", stroke: color, "stroke-width": width, "stroke-dasharray": dashes };
  for (const [name, value] of Object.entries(how)) drawn.setAttribute(name, String(value));
  drawn.setAttribute("vector-effect", "non-scaling-stroke");
  return drawn;
}
