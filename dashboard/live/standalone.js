/* A figure in a file by itself: its frames come with it, and its own controls choose among them. */

class Standalone extends Stage {
  constructor(root, content) {
    super(root);
    this.data = content;
    this.frames = content.frames && new Frames(bytes(content.frames).buffer);
    this.first = decodeArrays(content.drawing);
    this.controls = content.controls.map((control) => this.control(control));
    root.querySelector(".live-description").textContent = content.description;
    this.plot.setAttribute("aria-label", content.title);
    const rows = this.first.layout.meta?.height; // a list is as high as its rows; all else leaves room for its controls
    this.plot.style.height = rows ? `${rows}px` : `min(${content.height}px, max(320px, 60vh))`;
    this.Plotly = window.Plotly;
    this.unveil(!content.veiled);
  }

  /* While a question is open the figure keeps its words to itself, and its controls wait. */
  unveil(open) {
    this.data.veiled = !open;
    this.at = open ? 1 : 0;
    this.root.querySelector(".live-controls").hidden = !open;
    this.drawn = null;
    this.show(this.first);
    this.redraw();
  }

  /* A slider for a number, a choice for what has names. */
  control({ key, label, readings, start, named }) {
    const tag = named ? "select" : "input";
    const input = element(tag, { id: `${this.data.place}-${key}`, ...(named ? {} : { type: "range", min: 0, step: 1 }) });
    if (named) input.append(...readings.map((text, value) => element("option", { value, textContent: text })));
    else input.max = readings.length - 1;
    input.value = start;
    const reading = element("output", { htmlFor: input.id });
    const name = element("label", { htmlFor: input.id, textContent: label });
    const read = () => {
      if (named) return;
      reading.textContent = readings[input.value];
      input.setAttribute("aria-valuetext", readings[input.value]);
    };
    read();
    input.addEventListener("input", () => {
      read();
      this.follow();
    });
    this.root.querySelector(".live-controls").append(element("div", {}, name, input, reading));
    return { input, count: readings.length };
  }

  follow() {
    const index = this.controls.reduce((at, { input, count }) => at * count + Number(input.value), 0);
    this.show(index === this.data.start ? this.first : this.frames.apply(this.first, index));
    this.moveOrDraw();
  }
}

function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/* Figures are drawn when they come near the screen: a page may hold many. */
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

function stage(root) {
  if (!stages.has(root)) {
    const content = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    stages.set(root, new Standalone(root, content));
  }
  return stages.get(root);
}

for (const root of document.querySelectorAll(".live-figure")) near.observe(root);
addEventListener("beforeprint", () => document.querySelectorAll(".live-figure").forEach(stage));
