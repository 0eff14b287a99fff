/* The walls on a page of the app. */

import { find } from "../live/element.js";
import { Walls } from "./walls.js";

/** @import { Wall } from "./walls.js" */

/** @type {WeakMap<Element, Walls>} */
const drawings = new WeakMap();

/**
 * The page hands down the walls; `wall` is the one that was taken.
 *
 * @param {object} page
 * @param {{ walls: Wall[] }} page.data
 * @param {ParentNode} page.parentElement
 * @param {(name: "wall", value: string) => void} page.setTriggerValue
 */
export default function render({ data, parentElement, setTriggerValue }) {
  const root = find(parentElement, ".walls", HTMLElement);
  const drawing = drawings.get(root) ?? new Walls(root);
  drawings.set(root, drawing);
  drawing.update(data, (name) => setTriggerValue("wall", name));
}
