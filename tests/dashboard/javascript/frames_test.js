/* Frames: each is the drawing at its stop. */

import { deepEqual, equal, strictEqual } from "node:assert/strict";
import { frameAt, Frames } from "../../../dashboard/live/frames.js";

/**
 * Pack a message as its format says: the length of the header, the header, blocks of float32.
 *
 * @param {object} header
 * @param {...number[]} blocks
 */
function packed(header, ...blocks) {
  let text = JSON.stringify(header);
  text += " ".repeat((4 - (new TextEncoder().encode(text).length % 4)) % 4);
  const said = new TextEncoder().encode(text);
  const buffer = new ArrayBuffer(4 + said.length + 4 * blocks.flat().length);
  new DataView(buffer).setUint32(0, said.length, true);
  new Uint8Array(buffer, 4).set(said);
  new Float32Array(buffer, 4 + said.length).set(blocks.flat());
  return buffer;
}

const frames = new Frames(packed(
  {
    stops: [0.1, 0.2, 0.3],
    arrays: [
      { path: ["data", 0, "y"], shape: [2], length: 2 },
      { path: ["data", 1, "z"], shape: [2, 3], length: 6 },
    ],
    others: [{ path: ["layout", "meta", "caption"], values: ["α = 0.1", "α = 0.2", "α = 0.3"] }],
  },
  [0, 1, 10, 11, 20, 21],
  [...Array(18).keys()],
));

const drawing = {
  data: [{ x: [1, 2], y: [0, 1] }, { z: [[0, 1, 2], [3, 4, 5]] }, { name: "stays" }],
  layout: { xaxis: { type: "log" }, meta: { caption: "α = 0.1", height: 300 } },
};

Deno.test("a curve, a table and a text are those of the frame", () => {
  const { data, layout } = frames.apply(drawing, 1);
  deepEqual([...data[0].y], [10, 11]);
  deepEqual(Array.from(data[1].z, (row) => [...row]), [[6, 7, 8], [9, 10, 11]]);
  deepEqual(layout.meta, { caption: "α = 0.2", height: 300 });
});

Deno.test("what does not change stays the same object, and the first drawing stays as it was", () => {
  const before = structuredClone(drawing);
  const { data, layout } = frames.apply(drawing, 2);
  strictEqual(data[0].x, drawing.data[0].x);
  strictEqual(data[2], drawing.data[2]);
  strictEqual(layout.xaxis, drawing.layout.xaxis);
  deepEqual(drawing, before);
});

const few = new Frames(packed(
  {
    stops: [0.1, 0.2, 0.3, 0.4, 0.5],
    places: [0, 4],
    arrays: [
      { path: ["data", 0, "y"], shape: [2], length: 2, log: true, steady: true },
      { path: ["data", 1, "y"], shape: [2], length: 2, log: false, steady: true },
      { path: ["data", 2, "y"], shape: [3], length: 3, log: false, steady: false },
    ],
    others: [
      { path: ["layout", "shapes", 0, "y0"], values: [1, 16], log: true, moves: true },
      { path: ["layout", "xaxis", "range"], values: [[0, 2], [4, 2]], log: false, moves: true },
      { path: ["layout", "meta", "caption"], values: ["α = 0.1", "α = 0.5"], log: false, moves: false },
    ],
  },
  [1, 100, 16, 100],
  [0, 10, 4, NaN],
  [1, 2, NaN, 3, 4, 5],
));
const sparse = {
  data: [{ y: [1, 100] }, { y: [0, 10] }, { y: [1, 2] }],
  layout: { shapes: [{ y0: 1 }], xaxis: { range: [0, 2] }, meta: { caption: "α = 0.1" } },
};

Deno.test("between frames a curve is told along its axes, and words are those of the nearer frame", () => {
  const { data, layout } = few.apply(sparse, 1);
  deepEqual([...data[0].y], [2, 100]);
  deepEqual([...data[1].y], [1, NaN]);
  deepEqual([...data[2].y], [1, 2, NaN]);
  deepEqual(layout, { shapes: [{ y0: 2 }], xaxis: { range: [1, 2] }, meta: { caption: "α = 0.1" } });
  equal(few.apply(sparse, 3).layout.meta?.caption, "α = 0.5");
  deepEqual([0, 1, 2, 3, 4].map((stop) => few.has(stop)), [true, false, false, false, true]);
});

Deno.test("at a stop that has a frame, all is that of the frame", () => {
  deepEqual([...few.apply(sparse, 4).data[0].y], [16, 100]);
  equal(few.apply(sparse, 4).layout.meta?.caption, "α = 0.5");
});

Deno.test("of several controls the last one varies fastest", () => {
  equal(frameAt([]), 0);
  equal(frameAt([{ at: 4, count: 9 }]), 4);
  equal(frameAt([{ at: 2, count: 3 }, { at: 1, count: 5 }]), 11);
  const all = [0, 1, 2].flatMap((one) => [0, 1].map((two) => frameAt([{ at: one, count: 3 }, { at: two, count: 2 }])));
  deepEqual(all, [0, 1, 2, 3, 4, 5]);
});

Deno.test("a drawing of another state keeps what it has, and gets no half of what it has not", () => {
  const { layout } = few.apply({ data: [], layout: { shapes: [], xaxis: { range: [0, 1] } } }, 4);
  deepEqual(layout.shapes, []);
  deepEqual(layout.xaxis.range, [4, 2]);
  equal(layout.meta, undefined);
});
