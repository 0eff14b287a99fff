/* Numbers as people read them. */

import { strictEqual } from "node:assert/strict";
import { written } from "../../../dashboard/live/number.js";

const SAID = [
  [0, "0"],
  [0.45731, "0.4573"],
  [-2.5, "−2.5"],
  [0.001, "0.001"],
  [9999.6, "10,000"],
  [31600, "31,600"],
  [123456, "123,456"],
  [1e6, "10⁶"],
  [1e-10, "10⁻¹⁰"],
  [4.2e-9, "4.2 × 10⁻⁹"],
  [-6.02214e23, "−6.022 × 10²³"],
  [NaN, "—"],
  [Infinity, "—"],
];

for (const [value, text] of SAID) {
  Deno.test(`${value} is written ${text}`, () => strictEqual(written(Number(value)), text));
}
