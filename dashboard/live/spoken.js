/* What a figure says to those who hear the page: once, when the hand rests, and not at each of its moves. */

const REST = 700; // ms without another word
const KEPT = 5000; // ms after which it is gone, so that nobody comes upon it a second time

export class Spoken {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  waiting;
  /** @type {string | undefined} */
  caption; // what was said of the figure last; what it says at first is read with the page

  /** @param {HTMLElement} status */
  constructor(status) {
    this.status = status;
  }

  /**
   * The figure says this now.
   *
   * @param {string} caption
   */
  follow(caption) {
    if (this.caption !== undefined && this.caption !== caption) this.later(caption);
    if (caption) this.caption = caption;
  }

  /** @param {string} text */
  later(text) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.status.textContent = text;
      this.waiting = setTimeout(() => (this.status.textContent = ""), KEPT);
    }, REST);
  }
}
