/* A Plotly figure that is mounted once, moves from one drawing to the next, and can play a run through time. */

import { condensed } from "./condensed.js";
import { Cursor } from "./cursor.js";
import { enlarged, fitted, fittedData, isDark, isPlane, looksLike, resolveColors, sizeOf, suited } from "./drawing.js";
import { find } from "./element.js";
import { Fingers } from "./fingers.js";
import { move, settle } from "./move.js";
import { played, playReading } from "./play.js";
import {
  failedForCanvas,
  freeMargins,
  isDrawn,
  plotlyHere,
  resized,
  sceneOf,
  tendScene,
  viewOf,
  whenLost,
} from "./plotly.js";
import { Scene } from "./scene.js";
import { sketch } from "./sketch.js";
import { Spoken } from "./spoken.js";
import { ticked, zoomed } from "./ticks.js";

/** @import { Drawing, Layout, Look, Timer, Trace } from "./types.js" */
/** @import { Plotly, Told } from "./plotly.js" */

const REST = 120; // ms without a move after which Plotly draws what was only moved
const LAG = 240; // ms that what cannot be moved (the text of a label) may lag behind the thumb
const PLAY = 9000; // ms for a run from its first update to its last
const CALM = 24; // jumps it is played in where the reader asks for less motion

/** @template {Look} Data */
export class Stage {
  /* What is to be seen: the drawing as it came, the drawing with the run where it stands, and what Plotly has drawn. */
  /** @type {Drawing | undefined} */
  base;
  /** @type {Drawing | undefined} */
  shown;
  /** @type {Drawing | null | undefined} */
  drawn;
  drawnAt = 0; // ms
  /** @type {{ data: Trace[], layout: Layout } | undefined} */
  look; // what Plotly has been told, as long as nothing has been moved since
  /** @type {Plotly | undefined} */
  Plotly;
  /** @type {Promise<void> | null} */
  drawing = null; // under way
  stale = false; // whether more was asked for meanwhile
  /** @type {Layout | undefined} */
  asked; // the layout before it was zoomed by hand
  heeding = false; // whether it is listened to what hands do with the picture
  size = ""; // for which kind of canvas it is drawn
  /** @type {Timer | undefined} */
  resting; // until what was moved is drawn
  playing = 0; // the request of the next picture of a run, if one is under way

  /**
   * @param {HTMLElement} root
   * @param {Data} data
   */
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.plot = find(root, ".live-plot", HTMLElement);
    this.caption = find(root, ".live-caption", HTMLElement);
    this.player = find(root, ".live-player", HTMLElement);
    this.button = find(this.player, "button", HTMLButtonElement);
    this.scrubber = find(this.player, "input", HTMLInputElement);
    this.reading = find(this.player, "output", HTMLOutputElement);
    this.spoken = new Spoken(find(root, ".live-spoken", HTMLElement));
    this.cursor = new Cursor(this);
    this.at = data.veiled ? 0 : 1; // where the points that play stand: 0 at the first update, 1 at the last
    this.pause();
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.button.addEventListener("click", () => (this.playing ? this.pause() : this.play()), { signal });
    this.scrubber.addEventListener("input", () => this.scrub(), { signal });
    this.fingers = new Fingers(this, signal);
    this.scene = new Scene(this.plot, (instead) => this.anew(instead));
    addEventListener("error", (event) => this.heedFailure(event), { signal });
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.plot);
    // The ground's colour has a transition of no length: its end tells that the theme has changed.
    this.root.addEventListener("transitionend", () => this.redraw(), { signal });
  }

  destroy() {
    this.stop.abort();
    this.pause();
    this.sizes.disconnect();
    clearTimeout(this.resting);
    this.scene.destroy();
    plotlyHere()?.purge(this.plot);
  }

  /* Whether the page has taken the figure away; a drawing may then still be under way. */
  get gone() {
    return this.stop.signal.aborted;
  }

  dark() {
    return isDark(getComputedStyle(this.root).getPropertyValue("--st-background-color").trim());
  }

  /**
   * What is to be seen: a drawing, with the points that play along it where they now stand.
   *
   * @param {Drawing} drawing
   */
  show(drawing) {
    this.base = drawing;
    this.player.hidden = !drawing.layout.meta?.play;
    this.shown = played(drawing, this.at);
    this.readOut(drawing);
  }

  colors() {
    return this.data.colors[this.dark() ? "dark" : "light"];
  }

  /**
   * A drawing as it looks here.
   *
   * @param {Drawing} shown
   * @returns {Drawing}
   */
  drawnHere(shown) {
    /** @type {Layout} */
    const layout = { ...shown.layout, template: this.data.template };
    const drawing = { data: shown.data, layout };
    if (this.data.veiled) {
      layout.annotations = [];
      layout.meta = { ...layout.meta, labels: undefined };
      drawing.data = drawing.data.map((trace) => (trace.type === "bar" ? { ...trace, text: "" } : trace));
    }
    const here = this.suited(drawing);
    const sized = this.data.classroom ? enlarged(here) : here;
    return resolveColors(condensed(sized, this.plot.clientHeight), this.colors());
  }

  /**
   * A drawing with the labels for a canvas of this size.
   *
   * @param {Drawing} drawing
   */
  suited(drawing) {
    return suited(drawing, this.plot.clientWidth, this.plot.clientHeight, this.data.classroom);
  }

  /* Until Plotly is here, the curves alone; before an answer not even they. */
  preview() {
    const curves = this.shown && !this.data.veiled && sketch(this.drawnHere(this.shown), this.plot.clientWidth);
    if (curves) this.plot.replaceChildren(curves);
    if (this.shown) this.showCaption(this.shown.layout);
  }

  /* One drawing at a time; what was asked for meanwhile is drawn next, once the screen has shown this one. */
  redraw() {
    if (this.drawing) {
      this.stale = true;
      return this.drawing;
    }
    this.drawing = this.draw().catch((error) => {
      if (!this.gone) throw error; // Plotly ends a drawing with a look at what may have been taken from under it
    }).finally(() => {
      this.drawing = null;
      if (this.stale) {
        this.stale = false;
        requestAnimationFrame(() => this.redraw());
      }
    });
    return this.drawing;
  }

  async draw() {
    const { shown } = this;
    if (!this.Plotly || !shown || this.scene.lost || this.gone) return;
    clearTimeout(this.resting);
    const { data, layout } = this.drawnHere(shown);
    const config = {
      displaylogo: false,
      ...(matchMedia("(pointer: coarse)").matches ? { displayModeBar: false } : {}), // too small for a finger
      responsive: false,
      plotGlPixelRatio: window.devicePixelRatio || 1,
      modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d", "sendChartToCloud"],
    };
    const look = {
      data: fittedData(data, this.plot.clientWidth),
      layout: { ...this.seen(fitted(layout, this.plot.clientWidth)), autosize: true },
    };
    // What the page commits mostly looks as what the thumb has left, or only its labels have found better places.
    if (this.look && looksLike(this.look.data, look.data)) look.data = this.look.data;
    if (!this.look || !looksLike(this.look, look)) {
      this.look = look;
      if (!isDrawn(this.plot)) this.plot.replaceChildren();
      freeMargins(this.plot);
      try {
        // Plotly notes in its layout how a hand has zoomed and turned.
        const done = this.Plotly.react(this.plot, look.data, structuredClone(look.layout), config);
        // At once: a canvas may be taken back before all is drawn, and Plotly by itself would fail where nobody hears it.
        tendScene(this.plot);
        this.heed();
        await done;
        if (this.gone) return;
        settle(this.plot);
        tendScene(this.plot);
        await this.scene.heed(this.Plotly);
      } catch (error) {
        if (!failedForCanvas(error)) throw error;
        tendScene(this.plot);
        return this.scene.lose();
      }
    }
    this.drawn = shown;
    this.drawnAt = performance.now();
    this.showCaption(layout);
  }

  /**
   * What the figure says; nothing while a question about it is open.
   *
   * @param {Layout} layout
   */
  showCaption(layout) {
    this.caption.textContent = (!this.data.veiled && layout.meta?.caption) || "";
    this.spoken.follow(this.caption.textContent);
    this.cursor.follow();
  }

  /**
   * A layout as hands have zoomed it.
   *
   * @param {Layout} layout
   */
  seen(layout) {
    const shown = isDrawn(this.plot) ? viewOf(this.plot)?.ranges : undefined;
    const byHand = zoomed(shown ?? {}, this.asked);
    this.asked = layout;
    return ticked(this.fingers.on(layout), byHand);
  }

  /* A click on a mark that has an address opens it; two show the whole picture; an axis that was zoomed has other
   * ticks. */
  heed() {
    if (this.heeding) return;
    this.heeding = true;
    const plot = /** @type {Told} */ (/** @type {unknown} */ (this.plot)); // since it is drawn
    plot.on("plotly_click", ({ points }) => {
      const address = points[0]?.customdata;
      if (typeof address === "string" && address.startsWith("http")) window.open(address, "_blank", "noopener");
    });
    plot.on("plotly_doubleclick", () => this.fingers.whole());
    plot.on("plotly_relayout", () => this.fingers.busy || this.redraw());
    whenLost(this.plot, () => this.scene.lose());
  }

  /**
   * Draw a scene anew whose canvas was taken back: Plotly also draws it by itself, in pictures of its own, and how that
   * fails the window alone hears.
   *
   * @param {ErrorEvent} event
   */
  heedFailure(event) {
    if (!failedForCanvas(event.error) || !sceneOf(this.plot)) return;
    event.preventDefault();
    this.scene.lose();
  }

  /**
   * Take away what is drawn; draw it anew, or show something instead.
   *
   * @param {HTMLElement | null} instead
   */
  async anew(instead) {
    await this.drawing;
    this.Plotly?.purge(this.plot);
    this.scene.lost = false;
    this.look = undefined;
    this.heeding = false;
    if (instead) this.plot.replaceChildren(instead);
    else await this.redraw();
  }

  resize() {
    const size = sizeOf(this.plot.clientWidth, this.plot.clientHeight, this.data.classroom);
    if (size !== this.size) this.redraw();
    this.size = size;
    if (this.Plotly && isDrawn(this.plot) && this.plot.clientWidth) resized(this.Plotly, this.plot);
  }

  /* Move what can be moved at once, and let Plotly draw when the thumb rests or something else has changed. */
  moveOrDraw() {
    const { shown } = this;
    if (this.drawing || !this.drawn || !shown || !isPlane(shown)) return this.redraw();
    this.look = undefined;
    const complete = move(this.plot, this.suited(this.drawn), this.suited(shown));
    this.showCaption(shown.layout);
    clearTimeout(this.resting);
    const lag = performance.now() - this.drawnAt;
    if (!complete && lag > LAG) return this.redraw();
    this.resting = setTimeout(() => this.redraw(), complete ? REST : Math.min(REST, LAG - lag));
  }

  /* ---- playing a run through time ---- */

  /**
   * Say the numbers where the points stand.
   *
   * @param {Drawing} drawing
   */
  readOut(drawing) {
    const play = drawing.layout.meta?.play;
    if (!play) return;
    this.reading.hidden = this.data.veiled;
    this.reading.textContent = playReading(drawing, play, this.at);
    this.scrubber.value = String(Math.round(this.at * Number(this.scrubber.max)));
    this.scrubber.setAttribute("aria-valuetext", this.reading.textContent);
  }

  /** @param {number} at */
  moveTo(at) {
    this.at = at;
    if (this.base) this.show(this.base);
    if (this.Plotly) this.moveOrDraw();
  }

  scrub() {
    this.pause();
    this.moveTo(Number(this.scrubber.value) / Number(this.scrubber.max));
  }

  play() {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    let at = this.at === 1 ? 0 : this.at;
    let before = performance.now();
    const tick = (/** @type {number} */ now) => {
      at = Math.min(1, at + (now - before) / PLAY);
      before = now;
      const shown = calm ? Math.floor(at * CALM) / CALM : at;
      if (shown !== this.at && !this.drawing) this.moveTo(shown);
      if (at === 1 && this.at === 1) this.pause();
      else this.playing = requestAnimationFrame(tick);
    };
    this.playing = requestAnimationFrame(tick);
    this.button.textContent = "❚❚";
    this.button.setAttribute("aria-label", "Pause");
  }

  pause() {
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.button.textContent = "▶";
    this.button.setAttribute("aria-label", "Play the run through time");
  }
}
