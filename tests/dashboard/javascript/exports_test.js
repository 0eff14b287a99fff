/* What is said of a figure that is taken away. */

import { deepEqual, equal } from "node:assert/strict";
import { also, near } from "../../../dashboard/live/exports.js";

const printed = () => ({ print: "single", camera: "1,2,3" });

Deno.test("a page has the sliders that were moved last, two of them", () => {
  deepEqual(also("html", ["kT", "alpha", "steps"], printed), { controls: "kT,alpha" });
  deepEqual(also("html", [], printed), {});
});

Deno.test("what is printed says how; tables and code do not", () => {
  for (const format of ["pdf", "zip", "tex"]) deepEqual(also(format, ["kT"], printed), printed());
  for (const format of ["csv", "json", "py"]) deepEqual(also(format, ["kT"], printed), {});
});

Deno.test("a view that was not touched is not told, whatever its rounding", () => {
  equal(near([1e-3, 5], [1e-3 + 1e-9, 5]), true);
  equal(near([1e9], [1e9 + 100]), true);
  equal(near([0, 1], [0, 1.001]), false);
  equal(near([0, 1], [0]), false);
  equal(near([0, 1], undefined), false);
});
