/* The live figure: a Plotly figure that is mounted once and follows the thumb on a slider.
 *
 * It knows figures and parameters, nothing else; what has to be computed it asks of its source. When a hand nears a
 * slider it asks for a few of the figure's frames along that slider, which tell how the curves go between them; once
 * the hand is on it, for the frame of every stop, with its words. While the thumb moves it draws from them. Where there
 * is no frame yet, one request for a single drawing is under way at a time and the latest value wins. On release the
 * page hands down the committed figure, which looks the same.
 */

import { putInAddress } from "./address.js";
import { decodeArrays, labelsOf } from "./drawing.js";
import { find } from "./element.js";
import { Exports } from "./exports.js";
import { loadPlotly } from "./plotly.js";
import { asked } from "./source.js";
import { Stage } from "./stage.js";
import { Sweeps } from "./sweeps.js";
import { isHeld, sliderOf, stopOf, tellAgain } from "./thumbs.js";

/**
 * @import { Drawing, Live, Source, Timer } from "./types.js"
 */

const REPEAT_AFTER = 1500; // ms between attempts while the source does not answer
const HEARD_AFTER = 2000; // ms in which the page hands down what a thumb was moved to, if it has heard of it
const PAUSE = 80; // ms that a thumb rests before it is asked what the figure says there
const SAID = {
  away: "The server does not answer. The picture stays as it is until it is back.",
  busy: "Many hands at once: the server is busy, trying again.",
};

/** @extends {Stage<Live>} */
class LiveFigure extends Stage {
  /** @type {Drawing} */
  committed = { data: [], layout: {} }; // what the page has handed down
  sweeps = new Sweeps({
    come: (key) => {
      this.online();
      this.showMoved(key);
    },
    busy: (_, which) => {
      this.online();
      if (which === "few") this.say("busy"); // without all, what there is does
    },
    free: (key) => this.showMoved(key),
    away: (key) => this.offline(() => this.prefetch(key)),
  }, REPEAT_AFTER);
  /** @type {Map<string, number>} */
  moved = new Map(); // slider key -> index where the thumb stands, until the page catches up
  /** @type {string[]} */
  touched = []; // keys of the sliders that were moved, the last one first
  /** @type {{ key: string, index: number } | null} */
  wanted = null; // what a single drawing is to be asked for next
  asking = false;
  /** @type {Timer | undefined} */
  crowded; // until a source that is busy is asked for a single drawing again
  waiting = 0; // the request of the next picture, if one is under way
  /** @type {Timer | undefined} */
  unsaid; // until it is asked what the figure says where the thumb rests
  /** @type {Timer | undefined} */
  retry; // until the source is asked again whether it answers
  /** @type {Map<string, string>} */
  doubted = new Map(); // slider key -> what it has told the page of last, where it stood elsewhere than the page had heard
  /** @type {Timer | undefined} */
  doubt; // until the page should have heard of what was moved

  /**
   * @param {HTMLElement} root
   * @param {Live} data
   * @param {Source} source
   */
  constructor(root, data, source) {
    super(root, data);
    this.source = source;
    this.description = find(root, ".live-description", HTMLElement);
    this.status = find(root, ".live-status", HTMLElement);
    this.exports = new Exports(this, find(root, ".live-exports", HTMLElement));
    this.watcher = this.listen();
  }

  listen() {
    const on = (/** @type {string} */ type, /** @type {(key: string) => void} */ ask) => {
      const heard = (/** @type {Event} */ event) => {
        const key = sliderOf(event.target, this.data.sliders);
        if (key) ask(key);
      };
      document.addEventListener(type, heard, { signal: this.stop.signal, passive: true });
    };
    on("pointerover", (key) => this.sweeps.near(this.along(key)));
    for (const type of ["pointerdown", "focusin"]) on(type, (key) => this.prefetch(key));
    for (const type of ["pointerup", "pointercancel"]) {
      document.addEventListener(type, () => this.letGo(), { signal: this.stop.signal, passive: true });
    }
    const watcher = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const key = sliderOf(target, this.data.sliders);
        if (key) this.follow(key, /** @type {HTMLInputElement} */ (target));
      }
    });
    watcher.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
    return watcher;
  }

  /** @override */
  destroy() {
    super.destroy();
    this.watcher.disconnect();
    for (const timer of [this.unsaid, this.crowded, this.retry, this.doubt]) clearTimeout(timer);
  }

  /**
   * The page hands down the committed figure.
   *
   * @param {Live} data
   * @param {Source} source
   */
  async update(data, source) {
    if (data.veiled !== this.data.veiled) this.at = data.veiled ? 0 : 1;
    this.data = data;
    this.source = source;
    this.committed = decodeArrays(data.drawing);
    this.show(this.committed);
    for (const [key, index] of this.moved) {
      const { committed } = data.sliders[key] ?? {};
      if (committed === undefined || committed === index || !isHeld(key)) this.moved.delete(key);
    }
    this.description.textContent = data.description;
    this.description.id = `description-${data.name}`;
    this.plot.setAttribute("aria-describedby", this.description.id);
    this.plot.style.height = `${this.heightOf(data)}px`;
    this.plot.setAttribute("aria-label", data.title);
    this.exports.update();
    this.hear();
    // Where the address says nothing yet, a reload is to bring back what is seen.
    if (data.bare && data.link && !location.search && !source.isHere) putInAddress(`?${data.link}`, true);
    if (!this.Plotly) this.preview();
    try {
      this.Plotly = await loadPlotly(source.plotly);
    } catch {
      this.offline(() => this.update(data, source));
      return;
    }
    this.root.classList.remove("live-behind");
    for (const [key, index] of this.moved) this.showFrame(key, index);
    if (!this.moved.size) await this.redraw();
    this.online();
  }

  /** @param {Live} data */
  heightOf(data) {
    return this.committed.layout.meta?.height ?? data.height;
  }

  /* ---- following the thumb ---- */

  /**
   * What the thumbs say: the parameters that the page has handed down, and what has been moved since.
   *
   * @param {string | null} [except] a parameter to leave out
   */
  query(except, handed = this.data.query) {
    const query = new URLSearchParams(handed);
    for (const [key, index] of this.moved) query.set(key, String(this.data.sliders[key].stops[index]));
    if (except) query.delete(except);
    return query;
  }

  /**
   * A slider, with all others where they stand. Frames tell each label by its number: a figure that has others by now
   * asks for its own.
   *
   * @param {string} key
   */
  along(key) {
    const { source, data: { name, version, sliders } } = this;
    const query = this.query(key);
    const { committed, stops } = sliders[key];
    const near = this.moved.get(key) ?? committed;
    return {
      key,
      place: `${version}/${name}/${key}?${query}#${labelsOf(this.committed)}`,
      few: () => source.frames(name, key, query, near),
      all: source.isHere ? undefined : () => source.frames(name, key, query, near, stops.length),
    };
  }

  /** @param {string} key */
  prefetch(key) {
    return this.sweeps.held(this.along(key));
  }

  /**
   * @param {string} key
   * @param {HTMLInputElement} input
   */
  follow(key, input) {
    const { start, step } = this.data.sliders[key];
    const index = Math.round((Number(input.value) - start) / step);
    if (this.moved.get(key) === index) return;
    this.moved.set(key, index);
    this.exports.follow();
    this.hear();
    this.touched = [key, ...this.touched.filter((other) => other !== key)];
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.showMoved(key);
    });
  }

  /**
   * Show the figure where the thumb stands.
   *
   * @param {string} key
   */
  showMoved(key) {
    const index = this.moved.get(key);
    if (index !== undefined) this.showFrame(key, index);
  }

  /* A thumb that was let go while the server was away has told nobody: it tells again, once somebody listens. So does,
   * once, one that stands elsewhere than the page has heard: of two quick acts the second has told where it stood
   * before the first had moved it. */
  hear() {
    clearTimeout(this.doubt);
    this.doubt = setTimeout(() => {
      for (const [key, index] of this.moved) {
        if (index === this.data.sliders[key].committed) this.moved.delete(key);
        else tellAgain(key);
      }
      let untold = this.moved.size > 0;
      for (const [key, doubt] of this.misheard()) {
        if (tellAgain(key)) this.doubted.set(key, doubt);
        else untold = true;
      }
      if (untold) this.hear();
    }, HEARD_AFTER);
  }

  /**
   * The sliders whose thumbs stand elsewhere than the page has heard, each with a word for that; but for those that have
   * told it so already.
   *
   * @returns {[string, string][]}
   */
  misheard() {
    return Object.entries(this.data.sliders).flatMap(([key, slider]) => {
      const stop = stopOf(key, slider), doubt = `${stop} ${slider.heard}`;
      const right = stop === null || slider.heard === null || stop === slider.heard;
      return right || this.moved.has(key) || this.doubted.get(key) === doubt ? [] : [[key, doubt]];
    });
  }

  /**
   * @param {string} key
   * @param {number} index
   */
  showFrame(key, index) {
    const { committed, between } = this.data.sliders[key];
    clearTimeout(this.unsaid);
    const frames = this.prefetch(key), told = frames?.has(index) ?? false;
    const alone = this.moved.size === 1;
    if (committed === index && (between || (alone && !told))) return this.showCommitted(key);
    if (!frames) return this.fetchOne(key, index);
    this.show(frames.apply(this.committed, index));
    this.moveOrDraw();
    this.root.classList.toggle("live-behind", !told);
    if (!told) this.unsaid = setTimeout(() => this.fetchOne(key, index), this.source.isHere ? 0 : PAUSE);
  }

  /**
   * A thumb is back where the page has it: what the page has handed down is shown. Beside a value between two stops it
   * stands for that value, as it did.
   *
   * @param {string} key
   */
  showCommitted(key) {
    this.moved.delete(key);
    this.show(this.committed);
    this.root.classList.remove("live-behind");
    this.moveOrDraw();
  }

  /* The hand has let go, wherever it is by then: nothing more will move, and all is drawn as it is. */
  letGo() {
    for (const [key, index] of this.moved) {
      if (this.prefetch(key)?.has(index)) this.redraw();
      else this.fetchOne(key, index);
    }
  }

  /**
   * There is no frame: ask for this one value; one request at a time, the latest wins, and none in a crowd.
   *
   * @param {string} key
   * @param {number} index
   */
  async fetchOne(key, index) {
    this.wanted = { key, index };
    if (this.asking || this.crowded) return;
    this.asking = true;
    try {
      while (this.wanted) {
        const want = this.wanted;
        this.wanted = null;
        const query = this.query();
        query.set("theme", this.dark() ? "dark" : "light");
        const drawing = await this.source.drawing(this.data.name, query);
        if (!drawing) return this.comeBack(want);
        this.online();
        if (this.moved.get(want.key) === want.index) {
          this.show(drawing);
          this.root.classList.remove("live-behind");
          if (this.source.isHere) this.moveOrDraw();
          else await this.redraw();
        }
      }
    } catch {
      this.offline(() => {});
    } finally {
      this.asking = false;
    }
  }

  /**
   * The source is busy: ask for the latest value a little later.
   *
   * @param {{ key: string, index: number }} want
   */
  comeBack(want) {
    this.say("busy");
    this.wanted ??= want;
    this.crowded = setTimeout(() => {
      this.crowded = undefined;
      if (this.wanted) this.fetchOne(this.wanted.key, this.wanted.index);
    }, REPEAT_AFTER);
  }

  /* ---- when the source does not answer ---- */

  /** @param {keyof typeof SAID} what */
  say(what) {
    this.status.textContent = SAID[what];
    this.status.hidden = false;
  }

  /** @param {() => void} again what to do once it does */
  offline(again) {
    this.say("away");
    clearTimeout(this.retry);
    this.retry = setTimeout(async () => {
      try {
        await this.source.answers();
        this.online();
        again();
      } catch {
        this.offline(again);
      }
    }, REPEAT_AFTER);
  }

  online() {
    clearTimeout(this.retry);
    this.status.hidden = true;
  }
}

/** @type {WeakMap<HTMLElement, LiveFigure>} */
const figures = new WeakMap();

/**
 * The page hands down what its figure is to show.
 *
 * @param {{ data: Live, parentElement: ParentNode }} page
 */
export default function render({ data, parentElement }) {
  const root = find(parentElement, ".live-figure", HTMLElement);
  const source = asked.of(data.base, data.version);
  const figure = figures.get(root) ?? new LiveFigure(root, data, source);
  figures.set(root, figure);
  figure.update(data, source);
  return () => {
    figure.destroy();
    figures.delete(root);
  };
}
