/* Undo and redo: each state of a page is an entry in the history of the browser. */

import { find } from "../live/element.js";

/** @typedef {{ index: number, url: string | null }} Entry */

/**
 * What some browsers tell of their history.
 *
 * @returns {(EventTarget & { currentEntry: Entry | null, entries: () => Entry[] }) | undefined}
 */
const told = () => /** @type {any} */ (window).navigation;

/**
 * Whether the entry so many before or after this one is another state of the same page; where the browser does not say,
 * it may be.
 *
 * @param {number} by
 */
function isThere(by) {
  const navigation = told(), here = navigation?.currentEntry;
  if (!navigation || !here) return true;
  const url = navigation.entries()[here.index + by]?.url;
  return Boolean(url) && new URL(String(url)).pathname === location.pathname;
}

/** @param {EventTarget | null} target */
const isTypedInto = (target) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "range");

/**
 * @param {ParentNode} root
 * @param {AbortSignal} signal
 */
export function undoAndRedo(root, signal) {
  const undo = find(root, ".dial-undo", HTMLButtonElement), redo = find(root, ".dial-redo", HTMLButtonElement);
  const look = () => {
    undo.disabled = !isThere(-1);
    redo.disabled = !isThere(1);
  };
  undo.addEventListener("click", () => history.back(), { signal });
  redo.addEventListener("click", () => history.forward(), { signal });
  told()?.addEventListener("currententrychange", look, { signal });
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTypedInto(event.target)) return;
    const forward = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !forward) return;
    event.preventDefault();
    (forward ? redo : undo).click();
  }, { signal });
  look();
}
