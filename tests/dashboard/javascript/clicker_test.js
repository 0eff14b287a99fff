/* Which keys turn the steps of a lesson, and which belong to what has the focus. */

import { strictEqual } from "node:assert/strict";
import { asked, isTaken } from "../../../dashboard/clicker/keys.js";

/** @param {object} key */
const pressed = (key) =>
  asked(/** @type {KeyboardEvent} */ ({ altKey: false, ctrlKey: false, metaKey: false, repeat: false, ...key }));

/**
 * @param {string} tagName
 * @param {string} [type]
 * @param {string} [selector] that it matches
 */
const focus = (tagName, type, selector = "") => ({
  tagName,
  type,
  matches: (/** @type {string} */ wanted) => Boolean(selector) && wanted.includes(selector),
});

Deno.test("a clicker turns steps and shows answers", () => {
  for (const key of ["PageDown", "ArrowRight"]) strictEqual(pressed({ key }), 1);
  for (const key of ["PageUp", "ArrowLeft"]) strictEqual(pressed({ key }), -1);
  for (const key of [".", "b"]) strictEqual(pressed({ key }), 0);
  for (const key of ["ArrowUp", "x", " ", "F5", "Escape"]) strictEqual(pressed({ key }), undefined);
});

Deno.test("a key that is held, or goes with others, is none of them", () => {
  strictEqual(pressed({ key: "PageDown", repeat: true }), undefined);
  strictEqual(pressed({ key: "ArrowLeft", altKey: true }), undefined);
  strictEqual(pressed({ key: "b", ctrlKey: true }), undefined);
});

const FOCUS = [
  [focus("BODY"), false, false, false],
  [focus("BUTTON"), false, false, false],
  [focus("INPUT", "range"), true, false, false],
  [focus("INPUT", "radio"), true, false, false],
  [focus("DIV", "", "[role=slider]"), true, false, false],
  [focus("INPUT", "checkbox"), false, false, false],
  [focus("INPUT", "text"), true, true, true],
  [focus("TEXTAREA"), true, true, true],
  [focus("SELECT"), true, true, true],
  [focus("INPUT", "text", "[data-digits]"), true, false, false],
];

Deno.test("what has the focus keeps what it needs", () => {
  for (const [one, arrow, page, dot] of FOCUS) {
    const place = /** @type {ReturnType<typeof focus>} */ (one);
    strictEqual(isTaken(place, "ArrowRight"), arrow, `${place.tagName} ${place.type} and the arrows`);
    strictEqual(isTaken(place, "PageDown"), page, `${place.tagName} ${place.type} and Page Down`);
    strictEqual(isTaken(place, "."), dot, `${place.tagName} ${place.type} and the dot`);
  }
});
