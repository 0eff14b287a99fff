/* A surface needs a canvas of WebGL, which a browser may refuse for a moment or take back. */

import { element } from "./element.js";
import { cameraOf, refused, seeAs } from "./plotly.js";

/** @import { Timer } from "./types.js" */
/** @import { Camera, Plotly } from "./plotly.js" */

const WAITS = [250, 500, 1000, 2000, 4000]; // ms before it is drawn anew, the first time and after
const QUIET = 60_000; // ms without a refusal after which the count begins anew
const WORDS = "This browser gives no canvas for surfaces (WebGL) at the moment. " +
  "The table has all that the figure shows; a page that is loaded anew may have the surface again.";

export class Scene {
  tried = 0;
  triedAt = -Infinity; // ms
  /** @type {Timer | undefined} */
  waiting;
  lost = false; // whether its canvas was taken back: nothing can be drawn there
  /** @type {Camera | null} */
  camera = null; // from where it was seen before it was taken back

  /**
   * @param {HTMLElement} plot
   * @param {(instead: HTMLElement | null) => Promise<void>} anew draws from the beginning, or shows something instead
   */
  constructor(plot, anew) {
    this.plot = plot;
    this.anew = anew;
  }

  destroy() {
    clearTimeout(this.waiting);
  }

  /**
   * Look whether what was drawn has its canvas; if it had lost it, it is seen from where it was seen before.
   *
   * @param {Plotly} Plotly
   */
  async heed(Plotly) {
    if (refused(this.plot)) return this.again();
    if (this.camera) await seeAs(Plotly, this.plot, { "scene.camera": this.camera });
    this.camera = null;
  }

  /* Its canvas was taken back; of that several may tell. */
  lose() {
    if (this.lost) return;
    this.lost = true;
    this.again();
  }

  /* Draw it anew in a moment; after some times, say why there is nothing. */
  again() {
    const now = performance.now();
    if (now - this.triedAt > QUIET) this.tried = 0;
    this.triedAt = now;
    this.camera ??= cameraOf(this.plot);
    const wait = WAITS[this.tried++];
    const instead = wait ? null : element("p", { className: "live-refused", textContent: WORDS });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.anew(instead), wait ?? 0);
  }
}
