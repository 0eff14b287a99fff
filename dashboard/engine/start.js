/* Before the engine runs: the offer to start it, and how far it is. The pictures that came with the page stand first. */

import { find } from "../live/element.js";
import { asked, Refusal } from "../live/source.js";
import { stage } from "../live/standalone.js";
import {} from "../site/questions.js";
import {} from "../site/walls.js";
import { Engine } from "./engine.js";
import { Explorer } from "./explorer.js";
import { keepForLater } from "./keep.js";
import { ALONE, here } from "./place.js";

/** @import { Contents } from "./engine.js" */

/** @typedef {{ page: string, contents: Contents }} Told what the page says of itself */

const WIDE = "(min-width: 900px) and (pointer: fine)";
const IDLE = 1500; // ms after which nobody seems to mind
const MB = 1e6;

class Start {
  /**
   * @param {HTMLElement} root
   * @param {Told} told
   */
  constructor(root, { page, contents }) {
    this.page = page;
    this.wanted = ""; // another page, if one has been asked for
    this.contents = contents;
    this.words = find(root, ".engine-words", HTMLElement);
    this.bar = find(root, "progress", HTMLProgressElement);
    this.button = find(root, "button", HTMLButtonElement);
    this.root = root;
    this.size = contents.parts.reduce((sum, { size }) => sum + size, 0);
    this.started = false;
    this.button.addEventListener("click", () => this.start());
    // A page by itself has no others beside it: the engine shows them.
    if (ALONE) document.addEventListener("click", (event) => this.follow(event));
    const asks = here(page).query !== ""; // what only the engine can show
    if (mayStartUnasked()) whenLoaded(() => setTimeout(() => requestIdleCallback(() => this.start()), asks ? 0 : IDLE));
    else if (asks) this.words.textContent = "The link asks for more than stands below: Python shows it.";
  }

  async start() {
    if (this.started) return;
    this.started = true;
    this.button.hidden = true;
    this.bar.hidden = false;
    let come = 0;
    const engine = new Engine();
    try {
      this.say("Python is on its way", 0);
      await engine.start(this.contents, (part) => {
        come += this.contents.parts[part].size;
        this.say("Python is on its way", come);
        if (come === this.size) this.words.textContent = "Python starts …";
      });
      asked.of = () => engine;
      const main = find(document, "#content", HTMLElement);
      const explorer = new Explorer(main, engine, this.page);
      const { page, query } = this.wanted ? { page: this.wanted, query: "" } : here(this.page);
      await explorer.go({ page, query: query || (this.wanted ? "" : moved()), step: false });
      if (!explorer.seen) throw new Refusal(explorer.told.textContent);
      if (explorer.told.hidden) document.documentElement.dataset.engine = "runs";
      keepForLater();
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param {MouseEvent} event */
  follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const page = link?.getAttribute("href")?.match(/^([\w-]+)\.html/)?.[1];
    if (!page || this.started) return;
    event.preventDefault();
    this.wanted = page === "index" ? "overview" : page;
    this.start();
  }

  /**
   * @param {string} what
   * @param {number} come
   */
  say(what, come) {
    this.bar.value = come / this.size;
    this.words.textContent = `${what}: ${(come / MB).toFixed(1)} of ${(this.size / MB).toFixed(1)} MB.`;
  }

  /** @param {unknown} error */
  fail(error) {
    const why = error instanceof Refusal ? error.message : String(error);
    this.words.textContent = `Python cannot run here (${why}). The sliders below work without it.`;
    this.bar.hidden = true;
    this.button.hidden = false;
    this.button.textContent = "Try again";
    this.started = false;
  }
}

/* On a wide screen whose owner does not count bytes it starts by itself; never on a telephone. */
function mayStartUnasked() {
  const connection = /** @type {any} */ (navigator).connection;
  return matchMedia(WIDE).matches && !connection?.saveData && connection?.type !== "cellular" &&
    "requestIdleCallback" in window;
}

/**
 * Once the page has all that it named itself: what Python needs is not to keep it waiting.
 *
 * @param {() => void} then
 */
function whenLoaded(then) {
  if (document.readyState === "complete") then();
  else addEventListener("load", then);
}

/* What the sliders that came with the page have been moved to. */
function moved() {
  const said = new URLSearchParams();
  for (const root of document.querySelectorAll("#content .live-figure")) {
    for (const [key, value] of stage(root).chosen()) said.set(key, value);
  }
  return String(said);
}

const root = document.querySelector("#engine");
if (root instanceof HTMLElement) {
  const script = find(root, "script[type='application/json']", HTMLScriptElement);
  new Start(root, JSON.parse(script.text));
}
