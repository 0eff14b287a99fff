/* A figure in a file by itself: its frames come with it, and its own controls choose among them. */

import { bytes, decodeArrays } from "./drawing.js";
import { element, find } from "./element.js";
import { frameAt, Frames } from "./frames.js";
import { loadPlotly, plotlyComing, plotlyHere } from "./plotly.js";
import { Stage } from "./stage.js";

/** @import { Alone, Control, Drawing } from "./types.js" */

const PAPER = { width: 838, height: 290 }; // px

/* Figures are drawn one after the other, each when the one before is seen: a surface takes longer than all else. */
/** @type {Promise<void>} */
let turn = Promise.resolve();

/** @extends {Stage<Alone>} */
class Standalone extends Stage {
  /** @type {Frames | undefined} */
  frames;

  /**
   * @param {HTMLElement} root
   * @param {Alone} content
   */
  constructor(root, content) {
    super(root, content);
    this.first = /** @type {Drawing} */ (decodeArrays(content.drawing));
    this.panel = find(root, ".live-controls", HTMLElement);
    this.controls = content.controls.map((control) => this.control(control));
    find(root, ".live-description", HTMLElement).textContent = content.description;
    this.plot.setAttribute("aria-label", content.title);
    const rows = this.first.layout.meta?.height; // a list is as high as its rows; all else leaves room for its controls
    this.plot.style.height = rows ? `${rows}px` : `min(${content.height}px, max(320px, 60vh))`;
    this.unveil(!content.veiled);
    turn = turn.then(() => this.arrive());
  }

  /* The page brings Plotly last. Without it there are curves, and words. */
  async arrive() {
    this.Plotly = await loadPlotly("").catch(() => undefined);
    if (!this.Plotly || !this.root.isConnected) return;
    this.redraw();
    await new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)));
  }

  /** @override */
  redraw() {
    if (!this.Plotly) this.preview();
    return super.redraw();
  }

  /**
   * While a question is open the figure keeps its words to itself, and its controls wait.
   *
   * @param {boolean} open
   */
  unveil(open) {
    this.data.veiled = !open;
    this.at = open ? 1 : 0;
    this.panel.hidden = !open;
    this.drawn = null;
    this.show(this.first);
    this.redraw();
  }

  /* As wide as a sheet of paper has room for: the style sheet of paper draws it together to four fifths. */
  onPaper() {
    this.Plotly ??= plotlyHere();
    const { width, height } = this.plot.style;
    const list = this.first.layout.meta?.height;
    Object.assign(this.plot.style, { width: `${PAPER.width}px`, height: `${list ?? PAPER.height}px` });
    this.look = undefined;
    this.draw();
    addEventListener("afterprint", () => {
      Object.assign(this.plot.style, { width, height });
      this.look = undefined;
      this.redraw();
    }, { once: true });
  }

  /**
   * A slider for a number, a choice for what has names.
   *
   * @param {Control} control
   */
  control({ key, label, readings, start, named }) {
    const id = `${this.data.place}-${key}`;
    const input = named ? choice(id, readings) : slider(id, readings.length - 1);
    input.value = String(start);
    const reading = element("output", { htmlFor: id });
    const name = element("label", { htmlFor: id, textContent: label });
    const read = () => {
      if (named) return;
      reading.textContent = readings[Number(input.value)];
      input.setAttribute("aria-valuetext", reading.textContent);
    };
    read();
    input.addEventListener("input", () => {
      read();
      this.follow();
    });
    this.panel.append(element("div", {}, name, input, reading));
    return { input, count: readings.length };
  }

  /**
   * What its controls have been moved to, as an address says it.
   *
   * @returns {[string, string][]}
   */
  chosen() {
    return this.data.controls.flatMap(({ key, texts, start }, place) => {
      const at = Number(this.controls[place].input.value);
      return at === start ? [] : [[key, texts[at]]];
    });
  }

  follow() {
    const index = frameAt(this.controls.map(({ input, count }) => ({ at: Number(input.value), count })));
    this.frames ??= new Frames(bytes(this.data.frames).buffer); // to unpack them takes a while, and nobody may ask
    this.show(index === this.data.start ? this.first : this.frames.apply(this.first, index));
    this.moveOrDraw();
  }
}

/**
 * @param {string} id
 * @param {string[]} names
 */
function choice(id, names) {
  return element("select", { id }, ...names.map((textContent, value) => element("option", { value, textContent })));
}

/**
 * @param {string} id
 * @param {number} max
 */
const slider = (id, max) => element("input", { id, type: "range", min: 0, step: 1, max });

/* Figures are drawn when they come near the screen: a page may hold many. */
/** @type {WeakMap<Element, Standalone>} */
const stages = new WeakMap();
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      stage(target);
    }
  },
  { rootMargin: "400px" },
);

/**
 * The figure at an element; it is there from the first time on that it is asked for.
 *
 * @param {Element} root
 */
export function stage(root) {
  let drawn = stages.get(root);
  if (!drawn) {
    const content = find(root, "script[type='application/json']", HTMLScriptElement);
    drawn = new Standalone(/** @type {HTMLElement} */ (root), JSON.parse(content.text));
    stages.set(root, drawn);
  }
  return drawn;
}

for (const root of document.querySelectorAll(".live-figure")) near.observe(root);
plotlyComing()?.addEventListener("error", () => plotlyComing()?.remove()); // so that it can be asked for once more
addEventListener("beforeprint", () => {
  for (const root of document.querySelectorAll(".live-figure")) stage(root).onPaper();
});
