/* The frames along sliders, as far as they have come: a few around the thumb first, then those of every stop. */

/** @import { Frames } from "./frames.js" */

const MOST = 24; // sweeps whose frames are kept

/**
 * A slider, with all else as it stands: what tells it from others, and who is asked for its frames. None come where
 * there is no room for them yet.
 *
 * @typedef {object} Along
 * @property {string} key of the slider
 * @property {string} place the same for the same frames
 * @property {() => Promise<Frames | null>} few
 * @property {(() => Promise<Frames | null>) | undefined} all none where single drawings come as quickly
 *
 * What is told: frames have `come`, there is no room (`busy`) for so many, one may ask again (`free`), or the one who
 * was asked is `away`.
 *
 * @typedef {object} Told
 * @property {(key: string) => void} come
 * @property {(key: string, which: "few" | "all") => void} busy
 * @property {(key: string) => void} free
 * @property {(key: string) => void} away
 *
 * @typedef {{ few: Frames | null, all: Frames | null, asked: boolean }} Sweep `asked`: for all of them
 */

export class Sweeps {
  /**
   * @param {Told} told
   * @param {number} pause ms until who is busy is asked again
   */
  constructor(told, pause) {
    this.told = told;
    this.pause = pause;
    /** @type {Map<string, Sweep>} */
    this.kept = new Map();
  }

  /**
   * A hand is near: a few frames are asked for, if that has not been done.
   *
   * @param {Along} along
   */
  near(along) {
    let sweep = this.kept.get(along.place);
    if (!sweep) {
      const [oldest] = this.kept.keys();
      if (this.kept.size >= MOST) this.kept.delete(oldest);
      sweep = { few: null, all: null, asked: false };
      this.kept.set(along.place, sweep);
      this.receive(along, sweep, "few");
    }
    return sweep;
  }

  /**
   * What there is for the hand that is on it; all frames are asked for, after the few.
   *
   * @param {Along} along
   */
  held(along) {
    const sweep = this.near(along);
    if (sweep.few && along.all && !sweep.asked) {
      sweep.asked = true;
      this.receive(along, sweep, "all");
    }
    return sweep.all ?? sweep.few;
  }

  /**
   * @param {Along} along
   * @param {Sweep} sweep
   * @param {"few" | "all"} which
   */
  async receive(along, sweep, which) {
    const { key, place } = along;
    try {
      sweep[which] = (await along[which]?.()) ?? null;
    } catch {
      this.kept.delete(place);
      return this.told.away(key);
    }
    if (sweep[which]) return this.told.come(key);
    this.told.busy(key, which);
    setTimeout(() => {
      if (which === "few") this.kept.delete(place);
      sweep.asked = false;
      this.told.free(key);
    }, this.pause);
  }
}
