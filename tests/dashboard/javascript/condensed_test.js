/* A list of rows on little height. */

import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { condensed, thinned } from "../../../dashboard/live/condensed.js";

const NAMES = ["first", "second", "third", "fourth"];
const LIST = {
  data: [
    { mode: "markers", showlegend: false, y: [1, 2, 3, 4] },
    { mode: "text", showlegend: false, y: [1, 2, 3, 4], text: NAMES, textfont: { size: 20 } },
    { mode: "markers", name: "one addition, multiplication or float operation" },
  ],
  layout: { yaxis: { range: [4.6, -0.6], visible: false }, margin: { l: 16 }, meta: { height: 900 } },
};

Deno.test("where there is room nothing is left out", () => strictEqual(condensed(LIST, 900).data, LIST.data));

Deno.test("on less height all marks stay, and the names that can be read", () => {
  const { data, layout } = condensed(LIST, 198);
  deepStrictEqual(data[0], LIST.data[0]);
  deepStrictEqual(data[1].text, ["first", "", "third", ""]);
  strictEqual(layout.showlegend, false);
});

Deno.test("a legend that has room says a long name in two lines", () => {
  const { data, layout } = condensed(LIST, 600);
  strictEqual(layout.showlegend, true);
  strictEqual(data[2].name, "one addition, multiplication<br>or float operation");
});

Deno.test("rows are read from above", () => {
  deepStrictEqual(thinned([0, 1, 2, NaN, 2.5, 4], 2), [true, false, true, true, false, true]);
});
