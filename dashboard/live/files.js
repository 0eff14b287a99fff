/* Files that leave the page. */

import { element } from "./element.js";

/**
 * @param {string} address
 * @param {string} name
 */
export function download(address, name) {
  element("a", { href: address, download: name }).click();
}

/* Whether a frame around the page lets files be saved: yes, no, or unknown (undefined) where its sandbox is hidden. */
export function maySave() {
  if (window === window.top) return true;
  try {
    const { sandbox } = /** @type {HTMLIFrameElement} */ (window.frameElement);
    return !sandbox.length || sandbox.contains("allow-downloads");
  } catch {
    return undefined;
  }
}
