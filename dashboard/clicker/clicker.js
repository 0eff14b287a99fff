/* A clicker, or the keys it stands for, turns the steps of a lesson whatever has the focus.
 *
 * Presses may come quicker than the page turns. They are counted here, and the page is told which step is wanted, the
 * latest; it says which press it has heard of last. Until this is loaded the shortcuts of the buttons serve, which drop
 * what comes while the page runs.
 */

import { asked, isTaken, turns } from "./keys.js";

const WORDS = ".st-key-step_words";
const BAR = ".st-key-lesson_bar";
const TOP = `[data-testid=stMain], ${WORDS}`; // what scrolls

/**
 * @typedef {object} Place
 * @property {string} lesson
 * @property {number} at the step that is shown
 * @property {number} last
 * @property {number} heard the last press that the page has heard of
 * @property {boolean} classroom
 * @property {boolean} answered with which the words are others
 */

/**
 * @typedef {object} Press
 * @property {string} lesson
 * @property {number} count
 * @property {number} wanted the step to turn to
 * @property {number[]} shown steps whose answer is to be shown
 */

class Clicker {
  /** @type {Press | null} */
  pressed = null; // until the page has heard of it
  stop = new AbortController();

  /**
   * @param {Place} place
   * @param {(press: Press) => void} tell
   */
  constructor(place, tell) {
    this.place = place;
    this.tell = tell;
    this.count = place.heard;
    const { signal } = this.stop;
    document.addEventListener("keydown", (event) => this.press(event), { signal, capture: true });
    document.body.addEventListener("keydown", (event) => turns(event.key) && event.stopPropagation(), { signal });
    document.addEventListener("pointerup", (event) => this.letGo(event), { signal, capture: true });
    toTop();
  }

  /** @param {Place} place */
  update(place) {
    if (place.lesson !== this.place.lesson || place.at !== this.place.at) toTop();
    this.place = place;
    // Before a class the words of a step scroll by themselves, by keyboard too.
    if (place.classroom) document.querySelector(WORDS)?.setAttribute("tabindex", "0");
    if (place.heard >= this.count || place.lesson !== this.pressed?.lesson) this.pressed = null;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const steps = asked(event);
    const focus = event.composedPath()[0];
    if (steps === undefined || !(focus instanceof Element) || isTaken(focus, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const { lesson, at, last } = this.place;
    const from = this.pressed?.wanted ?? (shownStep() || at);
    const wanted = Math.max(1, Math.min(from + steps, last));
    if (steps && wanted === from) return;
    const shown = [...this.pressed?.shown ?? [], ...steps ? [] : [from]];
    this.count += 1;
    this.pressed = { lesson, count: this.count, wanted, shown };
    this.tell(this.pressed);
  }

  /**
   * Before a class, what was moved by hand gives the arrows back, which some clickers send. Who comes to it by keyboard
   * moves it with them.
   *
   * @param {PointerEvent} event
   */
  letGo({ target }) {
    if (!this.place.classroom || !(target instanceof Element) || !target.closest("main")) return;
    setTimeout(() => {
      const focus = document.activeElement;
      if (focus instanceof HTMLElement && focus.matches("input[type=range], input[type=radio], [role=radio]")) {
        focus.blur();
      }
    });
  }
}

/* The step that is on the screen: a run of the page shows it a moment before it hands down where it is. */
const shownStep = () => Number(document.querySelector(BAR)?.textContent?.match(/step (\d+) of \d/)?.[1]);

function toTop() {
  for (const one of document.querySelectorAll(TOP)) one.scrollTop = 0;
}

/** @type {WeakMap<ParentNode, Clicker>} */
const clickers = new WeakMap();

/**
 * The page hands down where it is.
 *
 * @param {object} page
 * @param {Place} page.data
 * @param {ParentNode} page.parentElement
 * @param {(name: "pressed", value: Press) => void} page.setStateValue
 */
export default function render({ data, parentElement, setStateValue }) {
  const clicker = clickers.get(parentElement) ?? new Clicker(data, (press) => setStateValue("pressed", press));
  clickers.set(parentElement, clicker);
  clicker.update(data);
  return () => {
    clicker.stop.abort();
    clickers.delete(parentElement);
  };
}
