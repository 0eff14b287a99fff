/* The clipboard of the browser. */

import { element } from "./element.js";

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
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
