/* The walls on the first page of the site; each leads to its own. */

import { find } from "../live/element.js";
import { Walls } from "../walls/walls.js";

/** @type {NodeListOf<HTMLElement>} */
const roots = document.querySelectorAll(".walls");
for (const root of roots) {
  const { walls, pages } = JSON.parse(find(root, "script", HTMLScriptElement).text);
  new Walls(root).update({ walls }, (name) => (location.href = pages[name]));
}
