/* The link for pupils: a code for their cameras, the address in words, and a button that copies it. */

/**
 * @typedef {object} Link
 * @property {string} address
 * @property {string} code the address of its picture, or empty if it is too long for one
 * @property {string} warning what is wrong with it, if anything is
 */

import { copyText } from "../live/clipboard.js";
import { find } from "../live/element.js";

/**
 * @param {{ data: Link, parentElement: ParentNode }} page
 */
export default function render({ data, parentElement }) {
  const root = find(parentElement, ".pupils", HTMLElement);
  const picture = find(root, "img", HTMLImageElement);
  picture.hidden = !data.code;
  if (data.code) picture.src = data.code;
  find(root, ".pupils-address", HTMLElement).textContent = data.address;
  const warning = find(root, ".pupils-warning", HTMLElement);
  warning.textContent = data.warning;
  warning.hidden = !data.warning;
  const told = find(root, "[role=status]", HTMLElement);
  find(root, "button", HTMLButtonElement).onclick = async () => {
    told.textContent = await copyText(data.address) ? "Copied." : "The browser copies nothing: select the address.";
  };
}
