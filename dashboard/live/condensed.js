/* A list of rows on less height than it asks for: all its marks, and as many of its names as can be read. */

/** @import { Drawing, Layout, Trace } from "./types.js" */

const LINE = 1.15; // of the type, from one name to the next
const AXES = { t: 74, b: 64 }; // px
const LEAST = 260; // px between the axes that a legend leaves to the marks
const LONG = 30; // letters of an entry of the legend that stand in one line
const TURNED = 330; // px between the axes from which a text that stands on end has room

/**
 * A drawing as it fits a height; it says itself how high its rows are at ease.
 *
 * @param {Drawing} drawing
 * @param {number} height px
 * @returns {Drawing}
 */
export function condensed({ data, layout }, height) {
  const { yaxis, legend, meta = {} } = layout;
  /** @type {Trace[]} */
  const annotations = layout.annotations ?? [];
  if (!meta.height || meta.height <= height || yaxis?.visible !== false) return { data, layout };
  const line = LINE * (data.find(({ mode }) => mode === "text")?.textfont?.size ?? 0);
  const entries = data.filter(inLegend);
  const lines = Math.ceil(entries.length / 2) + (entries.some(({ name }) => name.length > LONG) ? 1 : 0);
  const below = line * lines + AXES.b;
  const showlegend = height - AXES.t - below >= LEAST;
  const b = showlegend ? below : AXES.b;
  const free = height - AXES.t - b;
  const [last, first] = yaxis.range;
  const apart = line * (last - first) / free; // rows from one name to the next
  const titles = thinned(annotations.map(({ yref, xref, y }) => (yref === "y" && xref === "paper" ? y : NaN)), apart);
  /** @type {Layout} */
  const low = {
    ...layout,
    showlegend,
    legend: { ...legend, entrywidth: 0.48, entrywidthmode: "fraction" },
    margin: { ...layout.margin, ...AXES, b },
    annotations: annotations.filter(({ textangle }, k) => titles[k] && (!textangle || free > TURNED)),
  };
  return {
    data: withNames(data, apart).map((one) => inLegend(one) ? { ...one, name: folded(one.name) } : one),
    layout: low,
  };
}

/** @param {Trace} trace */
const inLegend = ({ showlegend, name }) => showlegend !== false && Boolean(name);

/**
 * A long name in two lines.
 *
 * @param {string} name
 */
function folded(name) {
  return name.length > LONG ? `${name.slice(0, LONG).replace(/ (?=\S*$)/, "<br>")}${name.slice(LONG)}` : name;
}

/**
 * Leave out names that would stand on those above them.
 *
 * @param {Trace[]} data
 * @param {number} apart
 */
function withNames(data, apart) {
  const named = data.filter(({ mode }) => mode === "text");
  const kept = thinned(named.flatMap(({ y }) => Array.from(y)), apart);
  let at = 0;
  return data.map((trace) =>
    trace.mode === "text" ? { ...trace, text: Array.from(trace.text, (name) => kept[at++] ? name : "") } : trace
  );
}

/**
 * Which of some rows are so far apart that each can be read; what is in no row always can.
 *
 * @param {number[]} rows from above
 * @param {number} apart
 */
export function thinned(rows, apart) {
  let last = -Infinity;
  return rows.map((row) => {
    if (row - last < apart) return false;
    if (!Number.isNaN(row)) last = row;
    return true;
  });
}
