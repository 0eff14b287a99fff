/* A show of hands, counted. */

import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { bars, handsIn } from "../../../dashboard/hands/count.js";

Deno.test("what is typed becomes a number of hands", () => {
  strictEqual(handsIn("12"), 12);
  strictEqual(handsIn(" 7 "), 7);
  strictEqual(handsIn("0"), 0);
  strictEqual(handsIn(""), null);
  strictEqual(handsIn("-3.5e"), 35);
  strictEqual(handsIn("123456"), 999);
});

Deno.test("the longest bar is whole, and none is drawn for none", () => {
  deepStrictEqual(bars([5, null, 10]), [50, 0, 100]);
  deepStrictEqual(bars([null, null]), [0, 0]);
});
