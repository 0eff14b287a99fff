/* The frames of a figure along its sliders: what changes in its drawing from stop to stop. */

/** @import { Drawing } from "./types.js" */

/**
 * @typedef {(string | number)[]} Path the way down a drawing
 * @typedef {{ path: Path, shape: number[], length: number, values: Float32Array<ArrayBuffer> }} Changing an array, of
 *   `length` numbers in each frame
 */

/* A message of frames, unpacked: the length of its header, the header in JSON, a block of numbers for each array. */
export class Frames {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const { stops, arrays, others } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    /** @type {Changing[]} */
    this.arrays = arrays;
    /** @type {{ path: Path, values: unknown[] }[]} */
    this.others = others;
    let offset = 4 + length;
    for (const array of this.arrays) {
      array.values = new Float32Array(buffer, offset, array.length * stops.length);
      offset += array.values.byteLength;
    }
  }

  /**
   * The drawing as it is in a frame; what does not change stays the same object.
   *
   * @param {Drawing} drawing
   * @param {number} index
   * @returns {Drawing}
   */
  apply(drawing, index) {
    let drawn = drawing;
    for (const { path, shape, length, values } of this.arrays) {
      const flat = values.subarray(index * length, (index + 1) * length);
      drawn = withValue(drawn, path, shape.length < 2 ? flat : rowsOf(flat, shape[0], shape[1]));
    }
    for (const { path, values } of this.others) drawn = withValue(drawn, path, values[index]);
    return drawn;
  }
}

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
 * Copy on the way down, so that Plotly sees new objects exactly where something changed.
 *
 * @param {any} node
 * @param {Path} path
 * @param {unknown} value
 * @param {number} depth
 * @returns {any}
 */
function withValue(node, path, value, depth = 0) {
  if (depth === path.length) return value;
  const copy = Array.isArray(node) ? node.slice() : { ...node };
  copy[path[depth]] = withValue(copy[path[depth]], path, value, depth + 1);
  return copy;
}
