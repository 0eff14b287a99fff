/* What a run has written down, as elements of the page. Those that are there already stay, and what has changed in them
 * is changed: a figure goes on moving, and a field keeps what is being typed. */

import { BLOCKS } from "./blocks.js";
import { component } from "./components.js";
import { WIDGETS } from "./widgets.js";

/**
 * @typedef {Record<string, any> & { kind: string, id?: string, key?: string, children?: Node_[] }} Node_ as Python has
 *   written it
 * @typedef {{ element: HTMLElement, update?: (node: Node_) => void, inner?: HTMLElement, remove?: () => void }} View
 *   `inner` holds the children
 * @typedef {(id: string, value: unknown) => void} Act tell the page what has been done with an element
 * @typedef {{ act: Act, open: (page: string, query: string) => void, save: (name: string, blob: Blob) => void }} Hands
 * @typedef {(node: Node_, hands: Hands) => View} Make
 * @typedef {{ view: View, told: string }} Kept
 */

/** @type {Record<string, Make>} */
const KINDS = { ...BLOCKS, ...WIDGETS, component };

/** @type {WeakMap<HTMLElement, Map<string, Kept>>} */
const drawn = new WeakMap();

/**
 * Draw nodes in an element.
 *
 * @param {HTMLElement} parent
 * @param {Node_[]} nodes
 * @param {Hands} hands
 */
export function draw(parent, nodes, hands) {
  const before = drawn.get(parent) ?? new Map();
  /** @type {Map<string, Kept>} */
  const now = new Map();
  let place = parent.firstElementChild;
  for (const node of nodes) {
    const name = nameOf(node, now);
    const kept = before.get(name) ?? { view: KINDS[node.kind](node, hands), told: "" };
    before.delete(name);
    now.set(name, kept);
    update(kept, node);
    if (node.children && kept.view.inner) draw(kept.view.inner, node.children, hands);
    if (kept.view.element === place) place = kept.view.element.nextElementSibling;
    else parent.insertBefore(kept.view.element, place);
  }
  for (const { view } of before.values()) remove(view);
  drawn.set(parent, now);
}

/**
 * By what a node is known from run to run: its own name, or how many of its kind come before it.
 *
 * @param {Node_} node
 * @param {Map<string, Kept>} taken
 */
function nameOf({ kind, id, key, level, label, labels }, taken) {
  let count = 0, name = "";
  do name = `${kind} ${level ?? ""} ${id ?? key ?? label ?? labels ?? ""} ${count++}`; while (taken.has(name));
  return name;
}

/**
 * @param {Kept} kept
 * @param {Node_} node
 */
function update(kept, { children: _, ...node }) {
  const told = JSON.stringify(node);
  if (kept.told === told && node.kind !== "slider") return;
  kept.told = told;
  kept.view.update?.(node);
}

/** @param {View} view */
function remove({ element: gone, inner, remove: end }) {
  if (inner) { for (const kept of drawn.get(inner)?.values() ?? []) remove(kept.view); }
  end?.();
  gone.remove();
}
