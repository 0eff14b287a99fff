/* The figure of a page, before the page itself: its curves, and what is said of them, until the live figure is here.
 *
 * It takes a while until all that makes a page has come and runs. The figure that the address asks for can be had at
 * once, and says already what the page is about.
 */

import { decodeArrays } from "./drawing.js";
import { sketch } from "./sketch.js";

const HERE = ".live-plot svg, [data-testid=stAlert], [data-testid=stException], [role=dialog]";

/** @param {string} address of the drawing */
async function show(address) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}theme=${dark ? "dark" : "light"}`);
  if (!answer.ok) return;
  const drawing = decodeArrays(await answer.json());
  if (!drawing.layout.xaxis || document.querySelector(HERE)) return;
  const sight = document.createElement("div");
  sight.id = "first-sight";
  sight.setAttribute("aria-hidden", "true"); // the page says the same
  const { paper_bgcolor: ground, font } = drawing.layout.template.layout;
  Object.assign(sight.style, { background: ground, color: font.color });
  document.documentElement.style.background = ground;
  const title = document.createElement("h1");
  title.textContent = document.title.split(" · ")[0];
  const said = document.createElement("p");
  said.textContent = drawing.layout.meta?.caption ?? "";
  const plot = document.createElement("div");
  sight.append(title, said, plot);
  document.body.append(sight);
  plot.append(sketch(drawing, plot.clientWidth) ?? "");
  new MutationObserver((_, watcher) => {
    if (!document.querySelector(HERE)) return;
    sight.remove();
    document.documentElement.style.background = "";
    watcher.disconnect();
  }).observe(document.body, { subtree: true, childList: true });
}

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
show(String(script.dataset.drawing)).catch(() => {}); // the page will say what is the matter
