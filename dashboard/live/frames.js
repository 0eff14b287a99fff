/* The frames of a figure along its sliders: what changes in its drawing from stop to stop. */

/** @import { Drawing } from "./types.js" */

/**
 * @typedef {(string | number)[]} Path the way down a drawing
 * @typedef {{ path: Path, shape: number[], length: number, log: boolean, steady: boolean, values: Row }} Changing an
 *   array, of `length` numbers in each frame: `log` if its axis is logarithmic, `steady` if it has as many in each
 * @typedef {{ path: Path, values: any[], log: boolean, moves: boolean }} Other what is no array: `moves` if it is a
 *   number, or numbers, that can be told from those of its neighbours
 * @typedef {Float32Array<ArrayBuffer>} Row
 * @typedef {{ low: number, high: number, part: number }} Between the rows of the frames before and after, and how far
 *   it is from the one to the other
 */

/* A message of frames, unpacked: the length of its header, the header in JSON, a block of numbers for each array. */
export class Frames {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const { stops, places, arrays, others } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    /** @type {number[]} */
    this.places = places ?? stops.map((/** @type {number} */ _, /** @type {number} */ index) => index);
    /** @type {Changing[]} */
    this.arrays = arrays;
    /** @type {Other[]} */
    this.others = others;
    let offset = 4 + length;
    for (const array of this.arrays) {
      array.values = new Float32Array(buffer, offset, array.length * this.places.length);
      offset += array.values.byteLength;
    }
  }

  /**
   * The drawing as it is at a stop; what does not change stays the same object. At a stop that has no frame, what can
   * be told from the frames around it is, and the rest is as in the nearer one.
   *
   * @param {Drawing} drawing
   * @param {number} stop
   * @returns {Drawing}
   */
  apply(drawing, stop) {
    const between = this.between(stop);
    let drawn = drawing;
    for (const array of this.arrays) {
      const flat = rowAt(array, between);
      drawn = withValue(
        drawn,
        array.path,
        array.shape.length < 2 ? flat : rowsOf(flat, array.shape[0], array.shape[1]),
      );
    }
    for (const other of this.others) drawn = withValue(drawn, other.path, valueAt(other, between));
    return drawn;
  }

  /**
   * Whether a stop has a frame of its own, with words and all.
   *
   * @param {number} stop
   */
  has(stop) {
    return this.between(stop).part === 0;
  }

  /**
   * @param {number} stop
   * @returns {Between}
   */
  between(stop) {
    const { places } = this;
    let low = 0, high = places.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (places[middle] <= stop) low = middle;
      else high = middle;
    }
    if (stop >= places[high]) low = high;
    return { low, high, part: low === high ? 0 : (stop - places[low]) / (places[high] - places[low]) };
  }
}

/**
 * @param {Changing} array
 * @param {Between} between
 */
function rowAt({ values, length, log, steady }, { low, high, part }) {
  const row = (/** @type {number} */ index) => values.subarray(index * length, (index + 1) * length);
  if (part === 0 || !steady) return row(part < 0.5 ? low : high);
  const start = row(low), end = row(high), seen = new Float32Array(length);
  for (let i = 0; i < length; i++) seen[i] = told(start[i], end[i], part, log);
  return seen;
}

/**
 * @param {Other} other
 * @param {Between} between
 */
function valueAt({ values, log, moves }, { low, high, part }) {
  const start = values[low], end = values[high];
  if (!moves) return part < 0.5 ? start : end;
  if (!Array.isArray(start)) return told(start, end, part, log);
  return start.map((one, i) => told(one, end[i], part, log));
}

/**
 * The number a part of the way from one to another, along an axis that may be logarithmic.
 *
 * @param {number} start
 * @param {number} end
 * @param {number} part
 * @param {boolean} log
 */
const told = (start, end, part, log) => log ? start * Math.pow(end / start, part) : start + part * (end - start);

/**
 * The frame at which controls stand: the last one varies fastest.
 *
 * @param {{ at: number, count: number }[]} controls the stop of each, and how many it has
 */
export const frameAt = (controls) => controls.reduce((frame, { at, count }) => frame * count + at, 0);

/**
 * Rows of a table whose numbers stand one after another.
 *
 * @template {Float32Array | Float64Array} Numbers
 * @param {Numbers} flat
 * @param {number} rows
 * @param {number} columns
 */
export function rowsOf(flat, rows, columns) {
  return Array.from({ length: rows }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
}

/**
 * Copy on the way down, so that Plotly sees new objects exactly where something changed. Where a drawing has no such
 * part it stays as it is.
 *
 * @param {any} node
 * @param {Path} path
 * @param {unknown} value
 * @param {number} depth
 * @returns {any}
 */
function withValue(node, path, value, depth = 0) {
  if (depth === path.length) return value;
  const last = depth + 1 === path.length, inner = node[path[depth]];
  if (!last && (inner === undefined || inner === null)) return node;
  const copy = Array.isArray(node) ? node.slice() : { ...node };
  copy[path[depth]] = withValue(inner, path, value, depth + 1);
  return copy;
}
