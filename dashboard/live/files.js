/* What leaves the page: files and copied texts. */

import { element } from "./element.js";

/**
 * @param {string} address
 * @param {string} name
 */
export function download(address, name) {
  element("a", { href: address, download: name }).click();
}

/**
 * Copy a text; whether the browser has.
 *
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a clipboard (plain http in a network) the browser copies what is selected.
    const field = element("textarea", { value: text, readOnly: true });
    (document.querySelector("dialog[open]") ?? document.body).append(field); // beside an open sheet none is selected
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
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
