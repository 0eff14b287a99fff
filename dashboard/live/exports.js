/* What users take away: data, pages and code in one row, pictures for print in another. */

import { addressWith } from "./address.js";
import { copyText } from "./clipboard.js";
import { distanceOn, times } from "./drawing.js";
import { element } from "./element.js";
import { download, maySave } from "./files.js";
import { picture, printAlone } from "./pictures.js";
import { loadPlotly, viewOf } from "./plotly.js";
import { fileName, Refusal } from "./source.js";

/** @import { Layout, Live, Source } from "./types.js" */

/**
 * What is needed of a figure that is taken away.
 *
 * @typedef {object} Figure
 * @property {Live} data
 * @property {Source} source
 * @property {HTMLElement} root
 * @property {AbortController} stop
 * @property {HTMLElement} plot
 * @property {{ layout: Layout } | undefined} shown
 * @property {Map<string, number>} moved
 * @property {string[]} touched
 * @property {(except?: string | null, handed?: string) => URLSearchParams} query
 */

/** @type {Record<string, string>} */
const DATA = { csv: "CSV", json: "JSON", html: "HTML", zip: "ZIP" };
/** @type {Record<string, string>} */
const PURPOSE = {
  csv: "The table that is drawn, with its parameters and where it comes from",
  json: "The figure for Plotly, with its table",
  html: "The figure as a page that works without the app, with the sliders that you moved last",
  zip: "All of it: table, figure in every format, scripts and citation",
};
const PICTURES = { png: "PNG", svg: "SVG", pdf: "PDF" };
const SLOW = new Set(["html", "zip", "pdf"]); // formats that take the server some seconds
const NO_FILES = "The frame around this page forbids saving files: open the page by itself.";
const PERHAPS_NO_FILES = "If no file was saved, the frame around this page forbids it: open the page by itself.";
const PRINTED = "Without a server your browser makes the PDF: where it asks for a printer, choose to save a PDF.";
const TOLD = 1600; // ms that a button says what it has done

/** @type {Record<string, string>} */
const paper = {}; // what was last chosen for print holds for all figures
/** @type {Record<string, string>} */
const lengths = {}; // and what was said of an own size
const OWN = "own";

/**
 * What an address says beside the parameters: a page has sliders for those that were moved last, a picture for print
 * how it is turned and zoomed.
 *
 * @param {string} format
 * @param {string[]} touched
 * @param {() => Record<string, string>} printed
 * @returns {Record<string, string>}
 */
export function also(format, touched, printed) {
  if (format === "zip" || format === "pdf" || format === "tex") return printed();
  const controls = touched.slice(0, 2).join(",");
  return format === "html" && controls ? { controls } : {};
}

/**
 * @param {ArrayLike<number>} some
 * @param {ArrayLike<number> | undefined} others
 */
export const near = (some, others) =>
  some.length === others?.length &&
  Array.from(some).every((one, k) => Math.abs(one - others[k]) <= 1e-6 * (1 + Math.abs(one)));

export class Exports {
  following = 0; // the request of the next picture, if one is under way

  /**
   * @param {Figure} figure
   * @param {HTMLElement} root
   */
  constructor(figure, root) {
    this.figure = figure;
    this.root = root;
    this.told = element("p", { className: "live-told", role: "status", hidden: true });
  }

  get data() {
    return this.figure.data;
  }

  /* The page has handed down a figure. */
  update() {
    if (!this.root.childElementCount) this.build();
    this.linkAll();
    this.root.classList.toggle("veiled", this.data.veiled);
    this.root.classList.toggle("own", paper.print === OWN);
    this.root.classList.toggle("classroom", this.data.classroom);
  }

  /* A thumb has been moved: what is taken away is what it shows. */
  follow() {
    if (this.following) return;
    this.following = requestAnimationFrame(() => {
      this.following = 0;
      this.linkAll();
    });
  }

  linkAll() {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = this.root.querySelectorAll("a[data-format]");
    for (const link of links) this.link(link, link.dataset.format ?? "");
  }

  build() {
    const row = (/** @type {string} */ label, /** @type {HTMLElement[]} */ ...buttons) => {
      const name = element("span", { className: "live-label", textContent: label });
      return element("div", { className: "live-row", role: "group", ariaLabel: label }, name, ...buttons);
    };
    // On a telephone one button opens all of it.
    const open = element("button", {
      type: "button",
      className: "live-take",
      textContent: "Take it away",
      ariaExpanded: "false",
    });
    const unfold = (/** @type {boolean} */ unfolded) => {
      this.root.classList.toggle("open", unfolded);
      open.ariaExpanded = String(unfolded);
    };
    open.addEventListener("click", () => unfold(open.ariaExpanded === "false"));
    this.root.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || open.ariaExpanded === "false") return;
      unfold(false);
      open.focus();
    });
    const links = Object.entries(DATA).map(([format, text]) => this.newLink(format, text, PURPOSE[format]));
    this.root.append(
      open,
      row("Take it away:", ...links, ...this.copies(), ...this.fullScreen()),
      row("For print:", ...this.choices(), ...this.sizes(), ...this.pictures(), ...this.words()),
      this.told,
    );
  }

  /**
   * @param {string} format
   * @param {string} textContent
   * @param {string} title
   */
  newLink(format, textContent, title) {
    const link = element("a", { textContent, title, dataset: { format } });
    // How the picture is turned and zoomed is known when it is asked for.
    for (const type of ["pointerenter", "focus"]) link.addEventListener(type, () => this.link(link, format));
    link.addEventListener("click", (event) => {
      const fetched = SLOW.has(format) || this.figure.source.isHere;
      if (fetched || maySave() === false) event.preventDefault();
      this.link(link, format);
      if (fetched) this.busy(link, textContent, () => this.fetchFile(format));
      else this.warn();
    });
    return link;
  }

  /**
   * Lead a link to what is shown now.
   *
   * @param {HTMLAnchorElement} link
   * @param {string} format
   */
  link(link, format) {
    const { source, data: { name } } = this.figure;
    link.href = source.address(name, format, this.queryFor(format));
    link.download = fileName(name, format);
  }

  /** @param {string} format */
  queryFor(format) {
    return this.query(also(format, this.figure.touched, () => this.printed()));
  }

  /**
   * What the figure shows, and what is said beside it.
   *
   * @param {Record<string, string>} more
   */
  query(more) {
    const query = this.figure.query();
    for (const [key, value] of Object.entries(more)) query.set(key, value);
    return query;
  }

  /* ---- what is copied ---- */

  copies() {
    const link = () => addressWith(String(this.figure.query(null, this.data.link)));
    return [
      this.copy("python", "Copy Python", "A script that computes these numbers with limcore", () => this.script()),
      this.copy("cite", "Cite", "Copy BibTeX of the theory and of this software", () => this.data.citation),
      this.copy("link", "Copy link", "Copy an address that reopens exactly this view", link),
    ];
  }

  /**
   * @param {string} format
   * @param {string} label
   * @param {string} title
   * @param {() => string | Promise<string>} text
   */
  copy(format, label, title, text) {
    const button = element("button", { type: "button", textContent: label, title, dataset: { format } });
    button.addEventListener("click", () =>
      this.attempt(button, "Not copied", async () => {
        const copied = await text();
        if (!(await copyText(copied))) throw new Refusal(`This frame or browser forbids copying. By hand: ${copied}`);
        button.textContent = "Copied";
      }).finally(() => setTimeout(() => (button.textContent = label), TOLD)));
    return button;
  }

  /* The script for what the thumbs show: the page has written it, unless they have been moved since. */
  async script() {
    if (!this.figure.moved.size) return this.data.snippet;
    return await this.figure.source.text(this.data.name, "py", this.figure.query());
  }

  fullScreen() {
    if (!document.fullscreenEnabled) return [];
    const title = "Show the figure alone; Escape leaves it";
    const dataset = { format: "fullscreen" };
    const button = element("button", { type: "button", textContent: "Full screen", title, dataset });
    button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.figure.root.requestFullscreen();
    });
    return [button];
  }

  /* ---- pictures for print ---- */

  choices() {
    return this.data.paper.map(({ key, label, options }) => {
      paper[key] ??= Object.keys(options)[0];
      const entries = Object.entries(options).map(([value, textContent]) => element("option", { value, textContent }));
      const choice = element("select", { ariaLabel: label, title: label, dataset: { format: key } }, ...entries);
      choice.value = paper[key];
      choice.addEventListener("change", () => {
        paper[key] = choice.value;
        this.update();
      });
      return choice;
    });
  }

  /* Fields for width, height and type of an own size. */
  sizes() {
    return this.data.lengths.map(({ key, label, unit, least, most, start }) => {
      lengths[key] ??= String(start);
      const field = element("input", { type: "number", min: least, max: most, step: "any", dataset: { format: key } });
      field.value = lengths[key];
      field.addEventListener("input", () => {
        lengths[key] = field.value;
        this.linkAll();
      });
      field.ariaLabel = `${label} (${unit})`;
      return element("span", { className: "live-size" }, `${label} `, field, ` ${unit}`);
    });
  }

  /* What stands under a picture in a paper: it is copied for the size that is chosen. */
  words() {
    const { source, data: { name } } = this.figure;
    const written = (/** @type {string} */ format) => source.text(name, format, this.queryFor(format));
    return [
      this.copy("txt", "Copy caption", "What the figure shows, with its parameters", () => written("txt")),
      this.copy(
        "tex",
        "Copy LaTeX",
        "The lines that set the figure, its caption and what to cite",
        () => written("tex"),
      ),
    ];
  }

  pictures() {
    return Object.entries(PICTURES).map(([format, label]) => {
      const { isHere } = this.figure.source;
      if (format === "pdf" && !isHere) return this.pdf(label);
      const title = format === "pdf" ? PRINTED : `Save the picture as ${label}, at the chosen size`;
      const button = element("button", { type: "button", textContent: label, title, dataset: { format } });
      button.addEventListener("click", () => this.busy(button, label, () => this.save(format)));
      return button;
    });
  }

  /** @param {string} label */
  pdf(label) {
    const title = this.data.missing || "Save the picture as PDF, at the chosen size, with its fonts";
    if (this.data.missing) return element("button", { type: "button", textContent: label, title, disabled: true });
    return this.newLink("pdf", label, title);
  }

  /**
   * Say that something is under way; once more would not make it faster.
   *
   * @param {HTMLElement} button
   * @param {string} label
   * @param {() => Promise<void>} work
   */
  async busy(button, label, work) {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    button.textContent = `${label} …`;
    await this.attempt(button, `No ${label}`, async () => {
      if (maySave() === false) throw new Refusal(NO_FILES);
      await work();
      button.textContent = label;
      this.warn();
    });
    button.ariaBusy = "false";
  }

  /**
   * Do what a button says; where that fails, it says so, and why.
   *
   * @param {HTMLElement} button
   * @param {string} failed
   * @param {() => Promise<void>} work
   */
  async attempt(button, failed, work) {
    this.tellWhy("");
    try {
      await work();
    } catch (error) {
      button.textContent = failed;
      this.tellWhy(error instanceof Refusal ? error.message : "The server does not answer: try again.");
    }
  }

  /* In a frame a file may be held back without a word. */
  warn() {
    const may = maySave();
    if (!may) this.tellWhy(may === false ? NO_FILES : PERHAPS_NO_FILES);
  }

  /** @param {string} text */
  tellWhy(text) {
    this.told.textContent = text;
    this.told.hidden = !text;
  }

  /**
   * What takes the server a while is fetched here, so that the page can say so.
   *
   * @param {string} format
   */
  async fetchFile(format) {
    const { source, data: { name } } = this.figure;
    const address = URL.createObjectURL(await source.file(name, format, this.queryFor(format)));
    download(address, fileName(name, format));
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /**
   * The server lays the figure out for paper; the browser draws it.
   *
   * @param {string} format
   */
  async save(format) {
    const { source, data: { name } } = this.figure;
    const print = await source.print(name, this.query(this.printed()));
    const Plotly = await loadPlotly(source.plotly); // it may still be on its way
    if (format !== "pdf") return download(await picture(Plotly, print, format), fileName(name, format));
    await printAlone(Plotly, print, name);
    this.tellWhy(PRINTED);
  }

  /* What was chosen for print, and how the picture has been zoomed and turned by hand. */
  printed() {
    const { plot, shown } = this.figure;
    const printed = { ...paper, ...(paper.print === OWN ? lengths : {}) };
    const view = viewOf(plot);
    if (!view || !shown) return printed;
    for (const [axis, range] of Object.entries(view.ranges)) {
      if (!near(range, shown.layout[axis]?.range)) printed[axis] = range.join(",");
    }
    if (view.camera) {
      const { eye, center } = view.camera;
      const here = [...Object.values(times(eye, 1 / distanceOn(plot.clientWidth))), ...Object.values(center)];
      const { camera } = shown.layout.scene;
      if (!near(here, [...Object.values(camera.eye), ...Object.values(camera.center)])) printed.camera = here.join(",");
    }
    return printed;
  }
}
