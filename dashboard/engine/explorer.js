/* A page of the app where no server is: Python in the reader's browser runs it, and this puts it on the screen. */

import { putInAddress } from "../live/address.js";
import { element, find } from "../live/element.js";
import { asked, Refusal } from "../live/source.js";
import { stage } from "../live/standalone.js";
import {} from "../site/questions.js";
import {} from "../site/walls.js";
import { Engine } from "./engine.js";
import { keepForLater } from "./keep.js";
import { draw } from "./nodes.js";

/** @import { Contents } from "./engine.js" */
/** @import { Hands, Node_ } from "./nodes.js" */

/**
 * @typedef {{ page: string, title: string, query: Record<string, string>, bare: boolean, classroom: boolean, tree: Node_[] }} Seen
 * @typedef {{ page: string, contents: Contents }} Told what the page says of itself
 * @typedef {{ page: string, query: string, step: boolean }} Place
 */

const WIDE = "(min-width: 900px) and (pointer: fine)";
const IDLE = 1500; // ms after which nobody seems to mind
const MB = 1e6;
const ALONE = document.querySelector("script[data-part]") !== null; // no other page lies beside this one

class Explorer {
  /** @type {{ id: string, value: unknown }[]} */
  acts = []; // what has been done and not been told
  /** @type {Place | null} */
  place = null; // where the visitor wants to go
  working = false;
  /** @type {Seen | undefined} */
  seen;

  /**
   * @param {HTMLElement} main
   * @param {Engine} engine
   */
  constructor(main, engine) {
    this.main = main;
    this.engine = engine;
    this.app = element("div", { className: "stApp", dataset: { testid: "stApp", testScriptState: "running" } });
    this.holder = element("div", { className: "block", dataset: { testid: "stMain" }, tabIndex: -1 });
    this.app.append(this.holder);
    this.told = element("p", { className: "alert error", role: "alert", hidden: true });
    /** @type {Hands} */
    this.hands = {
      act: (id, value) => this.act(id, value),
      open: (page, query) => this.go({ page, query, step: false }),
      save,
    };
    addEventListener("popstate", () => this.go({ ...here(this.seen?.page ?? ""), step: true }));
    document.addEventListener("click", (event) => this.follow(event));
  }

  /**
   * @param {string} id
   * @param {unknown} value
   */
  act(id, value) {
    this.acts.push({ id, value });
    this.work();
  }

  /** @param {Place} place */
  go(place) {
    this.place = place;
    this.acts = [];
    return this.work();
  }

  /* Run the page until nothing is left to be told; what comes meanwhile is told together. */
  async work() {
    if (this.working) return;
    this.working = true;
    this.app.dataset.testScriptState = "running";
    try {
      while (this.place || this.acts.length) {
        const { place, acts } = this;
        this.place = null;
        this.acts = [];
        const message = JSON.stringify({ acts, ...(place && { ...place, url: location.href.split(/[?#]/)[0] }) });
        this.show(JSON.parse(await this.engine.ask("show", message)), place);
      }
      this.told.hidden = true;
    } catch (error) {
      this.told.textContent = `That could not be shown: ${error instanceof Error ? error.message : error}`;
      this.told.hidden = false;
    } finally {
      this.working = false;
      this.app.dataset.testScriptState = "notRunning";
    }
  }

  /**
   * @param {Seen} seen
   * @param {Place | null} place
   */
  show(seen, place) {
    const another = this.seen !== undefined && this.seen.page !== seen.page;
    const first = !this.seen;
    this.seen = seen;
    if (first) this.main.replaceChildren(this.told, this.app);
    document.body.classList.toggle("classroom", seen.classroom);
    document.title = document.title.replace(/^[^·]*(?= ·)/, seen.title);
    if (another) {
      draw(this.holder, [], this.hands);
      scrollTo(0, 0);
    }
    write(seen, first || seen.bare || Boolean(place?.step));
    draw(this.holder, seen.tree, this.hands);
    for (const link of document.querySelectorAll("nav a")) {
      const current = link.getAttribute("href") === pathOf(seen.page);
      if (current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /**
   * Links to pages that the engine shows stay on this page, and tables are written by it.
   *
   * @param {MouseEvent} event
   */
  follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const address = link?.getAttribute("href") ?? "";
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const table = address.match(/^\/figures\/([\w-]+)\.(\w+)\?(.*)$/);
    const page = address.match(/^([\w-]+)\.html$/)?.[1];
    if (table) {
      event.preventDefault();
      const [, name, format, query] = table;
      this.engine.file(name, format, new URLSearchParams(query)).then((blob) => save(`${name}.${format}`, blob));
    } else if (page && link.closest("nav") && !["model", "reference"].includes(page)) {
      event.preventDefault();
      this.go({ page: page === "index" ? "overview" : page, query: "", step: false });
    }
  }
}

/**
 * Where a page stands.
 *
 * @param {string} page
 */
const pathOf = (page) => `${page === "overview" ? "index" : page}.html`;

/**
 * What the address asks for; where it cannot be written, it stands after the hash.
 *
 * @param {string} page that is shown
 */
function here(page) {
  const hash = location.hash.match(/^#\/([\w-]+)\?(.*)$/);
  if (hash) return { page: hash[1], query: hash[2] };
  const file = location.pathname.split("/").pop() || "index.html";
  const isKnown = !ALONE && document.querySelector(`nav a[href="${CSS.escape(file)}"]`) !== null;
  const named = file === "index.html" ? "overview" : file.replace(/\.html$/, "");
  return { page: isKnown ? named : page, query: location.search.slice(1) };
}

/**
 * Write what is shown into the address.
 *
 * @param {Seen} seen
 * @param {boolean} instead of what stands there, or as a step in the history
 */
function write({ page, query }, instead) {
  const said = String(new URLSearchParams(query)).replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%3B/g, ";");
  const now = here(page);
  if (now.page === page && now.query === said) return;
  const folder = location.pathname.replace(/[^/]*$/, ""), file = location.pathname.split("/").pop();
  const path = `${folder}${now.page === page ? file : pathOf(page)}`;
  if (!putInAddress(`${path}${said && `?${said}`}`, instead)) {
    putInAddress(`${location.pathname}#/${page}?${said}`, instead);
  }
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/* ---- before the engine runs ---- */

/* The offer to start it, and how far it is. */
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
    if (mayStartUnasked()) setTimeout(() => requestIdleCallback(() => this.start()), IDLE);
    if (here(page).query) this.start(); // a link asks for what only the engine can show
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
      const explorer = new Explorer(main, engine);
      const { page, query } = this.wanted ? { page: this.wanted, query: "" } : here(this.page);
      await explorer.go({ page, query: query || (this.wanted ? "" : moved()), step: false });
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
