/* Give the drawings of frames as the browser makes them: a message and the first drawing in, a line for each out. */

import { bytes, decodeArrays } from "../../../dashboard/live/drawing.js";
import { Frames } from "../../../dashboard/live/frames.js";

const { message, drawing, count } = await new Response(Deno.stdin.readable).json();
const frames = new Frames(bytes(message).buffer);
const plain = (/** @type {string} */ _, /** @type {unknown} */ value) =>
  ArrayBuffer.isView(value) ? Array.from(/** @type {Float64Array} */ (value)) : value;
for (let index = 0; index < count; index++) {
  console.log(JSON.stringify(frames.apply(decodeArrays(drawing), index), plain));
}
