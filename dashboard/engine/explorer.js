/* A page of the app where no server is: Python in the reader's browser runs it, and this puts it on the screen. */

import { element } from "../live/element.js";
import { draw } from "./nodes.js";
import { file, here, pathOf, write } from "./place.js";

/** @import { Engine } from "./engine.js" */
/** @import { Hands, Node_ } from "./nodes.js" */

/**
 * @typedef {{ page: string, title: string, query: Record<string, string>, bare: boolean, classroom: boolean, tree: Node_[] }} Seen
 * @typedef {{ page: string, query: string, step: boolean }} Place
 */

export class Explorer {
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
   * @param {string} home the page that has been opened
   */
  constructor(main, engine, home) {
    this.main = main;
    this.home = home;
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
    addEventListener("popstate", () => this.go({ ...here(this.home), step: true }));
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
        const message = JSON.stringify({ acts, ...(place && { ...place, url: file() }) });
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
    write(seen, this.home, first || seen.bare || Boolean(place?.step));
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
 * @param {string} name
 * @param {Blob} blob
 */
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
