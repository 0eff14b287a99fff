/* On a phone, what can be taken away is a sheet that one button opens; on a wide screen it stands under the figure. */

import { element } from "./element.js";

const SMALL = "(max-width: 640px), (pointer: coarse)";

/**
 * Put rows where they have room; elsewhere as soon as the screen is another.
 *
 * @param {HTMLElement} root
 * @param {HTMLElement[]} rows
 * @param {AbortSignal} signal that they are wanted no more
 */
export function placed(root, rows, signal) {
  const small = window.matchMedia(SMALL);
  const open = element("button", {
    type: "button",
    className: "live-open",
    textContent: "Export",
    ariaHasPopup: "dialog",
  });
  const close = element("button", { type: "button", className: "live-close", textContent: "Close" });
  const dialog = element("dialog", { className: "live-sheet", ariaLabel: "Export" });
  open.addEventListener("click", () => dialog.showModal());
  close.addEventListener("click", () => dialog.close());
  // Escape closes it by itself; a tap beside it meets the dialog and none of what is in it.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  const place = () => {
    if (dialog.open) dialog.close();
    const inside = element("div", { className: "live-rows" }, ...rows);
    dialog.replaceChildren();
    if (small.matches) {
      dialog.append(inside, close);
      root.replaceChildren(open, dialog);
    } else root.replaceChildren(inside);
  };
  place();
  small.addEventListener("change", place, { signal });
}
