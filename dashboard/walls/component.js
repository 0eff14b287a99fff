/* The walls on a page of the app. */

import { find } from "../live/element.js";
import { Walls } from "./walls.js";

/** @import { Choice, Wall } from "./walls.js" */

/** @type {WeakMap<Element, Walls>} */
const drawings = new WeakMap();

/**
 * The page hands down the walls, and whose are shown; `wall` is the one that was taken.
 *
 * @param {object} page
 * @param {{ walls: Wall[], choice: Choice }} page.data
 * @param {ParentNode} page.parentElement
 * @param {(name: "wall" | "choice", value: string) => void} page.setTriggerValue
 */
export default function render({ data, parentElement, setTriggerValue }) {
  const root = find(parentElement, ".walls", HTMLElement);
  const drawing = drawings.get(root) ?? new Walls(root);
  drawings.set(root, drawing);
  drawing.update(
    data,
    (name) => setTriggerValue("wall", name),
    (choice) => setTriggerValue("choice", choice),
  );
}
