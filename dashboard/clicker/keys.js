/* What a key asks of a lesson. */

/** @type {Record<string, number>} */
const TURNS = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 };

// Clickers send one or the other for a black screen, in which presentations hide and show.
const SHOW = new Set([".", "b", "B"]);

/* What moves by arrows, or is chosen by them. */
const MOVED = "input, [role=slider], [role=radio], [role=tab], [role=option], [role=listbox], [role=menuitem]";
const TICKED = new Set(["button", "checkbox", "color", "file", "image", "reset", "submit"]);
const CHOSEN = new Set(["radio", "range"]);

/**
 * What a key asks for: how many steps on, 0 for the answer, or nothing.
 *
 * @param {KeyboardEvent} event
 * @returns {number | undefined}
 */
export function asked({ key, altKey, ctrlKey, metaKey, repeat }) {
  if (altKey || ctrlKey || metaKey || repeat) return undefined;
  return SHOW.has(key) ? 0 : TURNS[key];
}

/**
 * Whether a key turns steps, in whatever way it is pressed.
 *
 * @param {string} key
 */
export const turns = (key) => key in TURNS;

/**
 * Whether a key belongs to what has the focus: all that is typed in a text, the arrows where they move something. A
 * field of digits has no use for the keys that clickers send but for arrows.
 *
 * @param {{ tagName: string, type?: string, isContentEditable?: boolean, matches: (selector: string) => boolean }} focus
 * @param {string} key
 */
export function isTaken(focus, key) {
  const arrow = key.startsWith("Arrow");
  if (focus.matches("[data-digits]")) return arrow;
  if (focus.tagName === "INPUT") return CHOSEN.has(focus.type ?? "") ? arrow : !TICKED.has(focus.type ?? "");
  if (focus.tagName === "TEXTAREA" || focus.tagName === "SELECT" || focus.isContentEditable) return true;
  return arrow && focus.matches(MOVED);
}
