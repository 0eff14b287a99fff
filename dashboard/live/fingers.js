/* Fingers on a figure: one scrolls the page, two zoom and shift the picture, or turn a scene.
 *
 * Plotly takes every touch for itself, so it hears of none, but where the reader has armed the figure: then one finger
 * does what a mouse does.
 */

import { find } from "./element.js";
import { planeOf, sceneOf, seeAs } from "./plotly.js";

/**
 * @import { Layout } from "./types.js"
 * @import { Plotly, Side, Camera } from "./plotly.js"
 * @typedef {{ x: number, y: number, apart: number }} Pair the middle between two fingers, and how far they are apart, px
 * @typedef {{ ranges: Record<string, number[]>, camera?: Camera }} Seen
 */

const FLATTEST = 1.5; // rad above or below the ground of a scene
const TURN = 0.008; // rad for each px
const CLOSEST = 0.3, FARTHEST = 12; // of the eye from the middle of a scene

export class Fingers {
  /** @type {Seen | null} */
  seen = null; // what the fingers have made of the picture
  revision = 0; // how often the whole picture has been asked for again
  of = ""; // the kind of picture that is seen so
  armed = false;
  /** @type {{ pair: Pair, plane: Side[], camera: Camera | null } | null} */
  start = null; // when two fingers were put down
  /** @type {Pair | null} */
  next = null;
  busy = false;

  /**
   * @param {{ root: HTMLElement, plot: HTMLElement, Plotly: Plotly | undefined, redraw: () => unknown }} stage
   * @param {AbortSignal} signal
   */
  constructor(stage, signal) {
    this.stage = stage;
    this.panel = find(stage.root, ".live-fingers", HTMLElement);
    this.arm = find(this.panel, ".live-arm", HTMLButtonElement);
    this.reset = find(this.panel, ".live-whole", HTMLButtonElement);
    const { plot } = stage;
    plot.addEventListener("touchstart", (event) => this.begin(event), { signal, capture: true, passive: true });
    plot.addEventListener("touchmove", (event) => this.move(event), { signal, capture: true, passive: false });
    for (const type of /** @type {const} */ (["touchend", "touchcancel"])) {
      plot.addEventListener(type, (event) => this.end(event), { signal, capture: true, passive: true });
    }
    this.arm.addEventListener("click", () => this.toggle(!this.armed), { signal });
    this.reset.addEventListener("click", () => this.whole(), { signal });
    this.toggle(false);
  }

  /** @param {boolean} armed */
  toggle(armed) {
    this.armed = armed;
    this.stage.root.classList.toggle("live-armed", armed);
    this.arm.ariaPressed = String(armed);
    this.reset.hidden = !armed && !this.seen;
  }

  /** @param {TouchEvent} event */
  begin(event) {
    if (this.armed) return;
    event.stopPropagation();
    const { plot } = this.stage;
    this.start = event.touches.length === 2
      ? { pair: pairOf(event, plot), plane: planeOf(plot), camera: sceneOf(plot) }
      : null;
  }

  /** @param {TouchEvent} event */
  move(event) {
    if (this.armed) return;
    event.stopPropagation();
    if (!this.start || event.touches.length !== 2) return;
    if (event.cancelable) event.preventDefault();
    this.next = pairOf(event, this.stage.plot);
    this.follow();
  }

  /** @param {TouchEvent} event */
  end(event) {
    if (this.armed) return;
    event.stopPropagation();
    if (event.touches.length < 2) this.start = this.next = null;
  }

  /* One picture at a time; the fingers go on meanwhile. */
  async follow() {
    if (this.busy || !this.start || !this.next || !this.stage.Plotly) return;
    const { pair, plane, camera } = this.start;
    this.seen = camera
      ? { ranges: {}, camera: turned(camera, pair, this.next) }
      : { ranges: Object.fromEntries(plane.map((side) => [side.name, pinched(side, pair, this.next ?? pair)])) };
    this.next = null;
    this.reset.hidden = false;
    this.busy = true;
    /** @type {Record<string, unknown>} */
    const change = this.seen.camera ? { "scene.camera": this.seen.camera } : {};
    for (const [axis, range] of Object.entries(this.seen.ranges)) change[`${axis}.range`] = range;
    try {
      await seeAs(this.stage.Plotly, this.stage.plot, change);
    } finally {
      this.busy = false;
    }
    if (this.next && this.start) this.follow();
    else if (!this.start) this.stage.redraw();
  }

  whole() {
    this.seen = null;
    this.revision += 1;
    this.toggle(this.armed);
    this.stage.redraw();
  }

  /**
   * A layout as it is seen here; a picture of another kind is seen as it comes.
   *
   * @param {Layout} layout
   * @returns {Layout}
   */
  on(layout) {
    const of = String(layout.uirevision);
    if (of !== this.of) this.seen = null;
    this.of = of;
    this.reset.hidden = !this.armed && !this.seen;
    this.arm.textContent = `${layout.scene ? "Turn" : "Zoom"} with one finger`;
    /** @type {Layout} */
    const here = { ...layout, uirevision: `${of} ${this.revision}` };
    for (const [axis, range] of Object.entries(this.seen?.ranges ?? {})) {
      if (layout[axis]) here[axis] = { ...layout[axis], range };
    }
    if (this.seen?.camera) here.scene = { ...layout.scene, camera: this.seen.camera };
    return here;
  }
}

/**
 * @param {TouchEvent} event
 * @param {Element} plot
 * @returns {Pair}
 */
function pairOf({ touches: [one, other] }, plot) {
  const { left, top } = plot.getBoundingClientRect();
  return {
    x: (one.clientX + other.clientX) / 2 - left,
    y: (one.clientY + other.clientY) / 2 - top,
    apart: Math.max(20, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
  };
}

/**
 * The range of an axis so that what was between two fingers still is.
 *
 * @param {Side} side
 * @param {Pair} before
 * @param {Pair} now
 */
export function pinched({ range: [first, last], start, length, along }, before, now) {
  const by = before.apart / now.apart;
  const share = (/** @type {Pair} */ pair) => (along === "x" ? pair.x - start : start + length - pair.y) / length;
  const at = (/** @type {number} */ place) => first + (last - first) * (share(before) + (place - share(now)) * by);
  return [at(0), at(1)];
}

/**
 * A camera that goes around its middle as two fingers go, and nearer as they part.
 *
 * @param {Camera} camera
 * @param {Pair} before
 * @param {Pair} now
 * @returns {Camera}
 */
export function turned({ eye, center }, before, now) {
  const x = eye.x - center.x, y = eye.y - center.y, z = eye.z - center.z;
  const far = Math.hypot(x, y, z);
  const azimuth = Math.atan2(y, x) - (now.x - before.x) * TURN;
  const height = Math.asin(z / far) + (now.y - before.y) * TURN;
  const elevation = Math.max(-FLATTEST, Math.min(FLATTEST, height));
  const distance = Math.max(CLOSEST, Math.min(FARTHEST, far * (before.apart / now.apart)));
  return {
    center,
    eye: {
      x: center.x + distance * Math.cos(elevation) * Math.cos(azimuth),
      y: center.y + distance * Math.cos(elevation) * Math.sin(azimuth),
      z: center.z + distance * Math.sin(elevation),
    },
  };
}
