/* The three walls. Their heights are energies on a logarithmic scale; one choice lowers them all.

   Where a cost is a range, the wall is solid up to its lower end and pale up to the upper one. */

import { find } from "../live/element.js";

/**
 * A wall: costs in kT and in words, what stands before and after it.
 *
 * @typedef {{ name: string, title: string, before: string, after: string }} Named
 * @typedef {{ today_low: number, today_high: number, today_text: string, today_words: string }} Today
 * @typedef {{ learning_low: number, learning_high: number, learning_text: string, learning_words: string }} Learning
 * @typedef {Named & Today & Learning} Wall
 * @typedef {"today" | "learning"} Choice
 *
 * @typedef {object} Drawn
 * @property {Wall} wall
 * @property {number} x
 * @property {SVGElement} group
 * @property {SVGElement} pale
 * @property {SVGElement} bricks
 * @property {SVGElement} cost
 * @property {SVGElement} bit
 */

const SVG = "http://www.w3.org/2000/svg";
const NARROW = 640; // px of width
const GROUND = 400, TOP = 96;
/* On a telephone the walls stand closer, without what is to their left and right, and type is as large as elsewhere. */
const BROAD = { end: 1200, axis: 92, first: 260, apart: 376, room: 360, wide: 66, far: 120, line: 25 };
const CLOSE = { end: 392, axis: 58, first: 115, apart: 111, room: 108, wide: 44, far: 42, line: 17 };
const DECADES = 11; // from kT at the ground to 10¹¹ kT at the top
/** @type {Record<number, string>} */
const TICKS = { 0: "kT", 2: "10² kT", 4: "10⁴ kT", 6: "10⁶ kT", 8: "10⁸ kT", 10: "10¹⁰ kT" };

/** @param {number} kT */
const heightOf = (kT) => (kT > 0 ? Math.max(10, ((GROUND - TOP) * Math.max(Math.log10(kT), 0)) / DECADES) : 0);

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {Element} parent
 * @param {string} [text]
 */
function element(name, attributes, parent, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

/**
 * @param {string} kind
 * @param {number} x
 * @param {Element} group
 */
function pictogram(kind, x, group) {
  const y = GROUND;
  if (kind === "memory" || kind === "short-term") {
    element("rect", { class: "line", x: x - 34, y: y - 68, width: 68, height: 68, rx: 6 }, group);
    for (const k of [1, 2]) {
      element("path", { class: "line", d: `M${x - 34},${y - 68 + (68 * k) / 3}h68` }, group);
      element("path", { class: "line", d: `M${x - 34 + (68 * k) / 3},${y - 68}v68` }, group);
    }
  } else if (kind === "arithmetic") {
    element("rect", { class: "line", x: x - 34, y: y - 68, width: 68, height: 68, rx: 6 }, group);
    element("path", { class: "line", d: `M${x - 16},${y - 44}h32M${x},${y - 60}v32M${x - 14},${y - 16}h28` }, group);
  } else if (kind === "long-term") {
    const disc = `M${x - 34},${y - 56}a34,12 0 0 0 68,0a34,12 0 0 0 -68,0v46a34,12 0 0 0 68,0v-46`;
    element("path", { class: "line", d: `${disc}M${x - 34},${y - 34}a34,12 0 0 0 68,0` }, group);
  } else {
    element("path", { class: "line", d: `M${x - 44},${y - 60}q44,118 88,0` }, group);
  }
}

const SAID = {
  today: "Heights to scale, on a logarithmic axis. Pale: from the cheapest device to the dearest.",
  learning: "With barriers that follow the learning; the dashed outlines are today’s.",
};

/**
 * @param {SVGElement} bricks
 * @param {number} from
 * @param {number} to
 */
function stand(bricks, from, to) {
  bricks.style.y = `${GROUND - to}px`;
  bricks.style.height = `${to - from}px`;
}

/**
 * Let a bit cross its wall once more.
 *
 * @param {SVGElement} bit
 */
function cross(bit) {
  for (const one of bit.getAnimations()) {
    if (!(one instanceof CSSAnimation)) continue;
    one.cancel();
    one.play();
  }
}

export class Walls {
  /** @type {Wall[] | undefined} */
  walls;
  /** @type {Drawn[]} */
  drawn = [];
  /** @type {Choice} */
  choice = "today";
  /** @type {typeof BROAD | undefined} */
  sizes;
  /** @type {(name: string) => void} */
  go = () => {};
  /** @type {(choice: Choice) => void} */
  tell = () => {};

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.svg = /** @type {SVGSVGElement} */ (root.querySelector("svg"));
    for (const button of root.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        this.choose(/** @type {Choice} */ (button.dataset.choice));
        this.tell(this.choice);
      });
    }
  }

  /**
   * @param {{ walls: Wall[], choice?: Choice }} data `choice` where the page keeps it
   * @param {(name: string) => void} go to the page of a wall
   * @param {(choice: Choice) => void} [tell] the page what was chosen
   */
  update(data, go, tell = () => {}) {
    this.go = go;
    this.tell = tell;
    if (data.choice && data.choice !== this.choice) this.choose(data.choice);
    if (this.walls) return;
    this.walls = data.walls;
    new ResizeObserver(() => {
      const sizes = this.root.clientWidth < NARROW ? CLOSE : BROAD;
      if (sizes === this.sizes) return;
      this.sizes = sizes;
      this.draw(data.walls, sizes);
      this.choose(this.choice);
    }).observe(this.root);
  }

  /**
   * @param {Wall[]} walls
   * @param {typeof BROAD} sizes
   */
  draw(walls, sizes) {
    const { end, axis, first, apart } = sizes;
    for (const old of [...this.svg.children]) if (old.tagName !== "defs") old.remove();
    this.svg.setAttribute("viewBox", `0 0 ${end + (sizes === CLOSE ? 8 : 20)} 460`);
    this.svg.classList.toggle("close", sizes === CLOSE);
    for (const [decade, text] of Object.entries(TICKS)) {
      const y = GROUND - ((GROUND - TOP) * Number(decade)) / DECADES;
      element("path", { class: "grid", d: `M${axis},${y}H${end}` }, this.svg);
      element("text", { class: "tick", x: axis - (sizes === CLOSE ? 5 : 10), y: y + 6 }, this.svg, text);
    }
    element("path", { class: "line", d: `M${axis},${GROUND}H${end}` }, this.svg);
    this.drawn = walls.map((wall, k) => this.drawWall(wall, first + apart * k, sizes));
  }

  /**
   * @param {Wall} wall
   * @param {number} x
   * @param {typeof BROAD} sizes
   * @returns {Drawn}
   */
  drawWall(wall, x, sizes) {
    const { room, wide, line } = sizes;
    const group = element("g", { class: "wall", tabindex: 0, role: "link" }, this.svg);
    element("rect", { x: x - room / 2, y: 10, width: room, height: 450, fill: "transparent" }, group);
    const today = heightOf(wall.today_high);
    element("rect", { class: "ghost", x: x - wide / 2, y: GROUND - today, width: wide, height: today }, group);
    const [pale, bricks] = ["bricks pale", "bricks"].map((name) =>
      element("rect", { class: name, x: x - wide / 2, width: wide, fill: "url(#bricks)" }, group)
    );
    if (sizes === BROAD) this.drawSides(wall, x);
    const name = element("text", { class: "name" }, group);
    // The space at its end keeps name and cost apart for who hears them.
    const parts = sizes === BROAD ? [`${wall.title} `] : `${wall.title} `.split(/(?<=-)/);
    parts.forEach((text, k) => element("tspan", { x, y: 40 - (parts.length - 1 - k) * line }, name, text));
    const cost = element("text", { class: "cost" }, group);
    const bit = element("circle", { class: "bit", r: sizes === CLOSE ? 7 : 11 }, group);
    group.addEventListener("pointerenter", () => cross(bit));
    group.addEventListener("click", () => this.go(wall.name));
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.go(wall.name);
    });
    return { wall, x, group, pale, bricks, cost, bit };
  }

  /**
   * What a wall stands between. It is no part of the link, which is called by what is written in it.
   *
   * @param {Wall} wall
   * @param {number} x
   */
  drawSides(wall, x) {
    for (const [kind, at] of /** @type {[string, number][]} */ ([[wall.before, x - 120], [wall.after, x + 120]])) {
      const side = element("g", { class: "side" }, this.svg);
      pictogram(kind, at, side);
      element("text", { class: "thing", x: at, y: GROUND + 30 }, side, kind);
    }
  }

  /**
   * On a telephone a range has two lines.
   *
   * @param {string} text
   */
  linesOf(text) {
    const [low, high] = text.split(" to ");
    return this.sizes === CLOSE && high ? [`${low} to `, high] : [text];
  }

  /** @param {Choice} choice */
  choose(choice) {
    this.choice = choice;
    for (const button of this.root.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
    }
    const { far, line } = this.sizes ?? BROAD, above = this.sizes === CLOSE ? 12 : 84;
    for (const { wall, x, group, pale, bricks, cost, bit } of this.drawn) {
      const [low, high] = [heightOf(wall[`${choice}_low`]), heightOf(wall[`${choice}_high`])];
      stand(bricks, 0, low);
      stand(pale, low, high);
      const top = Math.min(GROUND - high - 12, GROUND - 34);
      const lines = this.linesOf(wall[`${choice}_text`]);
      // It is called by what is written in it.
      group.setAttribute("aria-description", `${wall[`${choice}_words`]}. Open its page.`);
      cost.replaceChildren();
      lines.forEach((text, k) => element("tspan", { x, y: (k + 1 - lines.length) * line }, cost, text));
      cost.style.transform = `translateY(${top}px)`;
      const crest = Math.min(top - 26 - (lines.length - 1) * line, GROUND - 96);
      const start = GROUND - above;
      const over = `C${x - 0.66 * far},${crest} ${x - 0.58 * far},${crest} ${x},${crest}`;
      const down = `S${x + 0.66 * far},${crest} ${x + far},${start}`;
      bit.style.offsetPath = `path("M${x - far},${start}${over}${down}")`;
      cross(bit);
    }
    find(this.root, ".said", HTMLElement).textContent = SAID[choice];
  }
}
