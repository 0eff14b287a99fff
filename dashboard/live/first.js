/* The figure of a page, before the page itself: its curves, and what is said of them, until the live figure is here.
 *
 * It takes a while until all that makes a page has come and runs. The figure that the address asks for can be had at
 * once, and says already what the page is about.
 */

import { decodeArrays } from "./drawing.js";
import { sketch } from "./sketch.js";

const HERE = ".live-plot svg, [data-testid=stAlert], [data-testid=stException], [role=dialog]";
const AT_REST = "[data-testid=stApp][data-test-script-state=notRunning] [data-testid=stMain] [data-testid=stHeading]";
const PATIENCE = 3000; // ms that a page which is at rest may take to show its figure; it may have none

/** @param {string} address of the drawing */
async function show(address) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}theme=${dark ? "dark" : "light"}`);
  if (!answer.ok) return;
  const drawing = decodeArrays(await answer.json());
  const { scene, meta } = drawing.layout;
  if (scene || meta?.height || document.querySelector(HERE)) return;
  const sight = document.createElement("div");
  sight.id = "first-sight";
  sight.setAttribute("aria-hidden", "true"); // the page says the same
  const { paper_bgcolor: ground, font } = drawing.layout.template.layout;
  Object.assign(sight.style, { background: ground, color: font.color });
  document.documentElement.style.background = ground;
  const title = document.createElement("h1");
  title.textContent = document.title.split(" · ")[0];
  const said = document.createElement("p");
  said.textContent = meta?.caption ?? "";
  const plot = document.createElement("div");
  sight.append(title, said, plot);
  document.body.append(sight);
  plot.append(sketch(drawing, plot.clientWidth) ?? "");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const watcher = new MutationObserver(() => {
    if (document.querySelector(HERE)) end();
    else if (document.querySelector(AT_REST)) waiting ??= setTimeout(end, PATIENCE);
  });
  watcher.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] });

  function end() {
    sight.remove();
    document.documentElement.style.background = "";
    watcher.disconnect();
  }
}

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
show(String(script.dataset.drawing)).catch(() => {}); // the page will say what is the matter
