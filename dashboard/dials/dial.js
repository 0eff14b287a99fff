/* A dial: a stop less, a stop more, and the number of its slider, which can be typed. */

import { element } from "../live/element.js";
import { inputsIn, labelOf, readingOf, say, step } from "../live/thumbs.js";

/**
 * @typedef {{ text: string, reading: string, place: number[], above: boolean }} Exact a value between two stops: how it
 *   is typed and read, what the inputs hold beside it, and whether the slider stands above it
 * @typedef {{ text: string, said: string }} Refused what was typed, and why it is not taken
 * @typedef {(text: string | null) => void} Typed null: take the stop at which the slider stands
 */

const LONGEST = 60; // characters
const HELD_AFTER = 450; // ms after which a button that is held down goes on
const REPEAT = 80; // ms from stop to stop while it does

let made = 0;

export class Dial {
  /** @type {Exact | undefined} */
  exact;
  /** @type {Refused | undefined} */
  refused;
  place = ""; // of the thumbs when something was refused
  shown = ""; // what the field has been given: what differs from it is being typed

  /**
   * @param {Element} slider
   * @param {Typed} typed
   */
  constructor(slider, typed) {
    this.slider = slider;
    this.typed = typed;
    const label = labelOf(slider);
    this.field = element("input", {
      ...{ type: "text", className: "dial-number", autocomplete: "off", spellcheck: false, enterKeyHint: "done" },
      maxLength: LONGEST,
      ...{ ariaLabel: `${label}: type a number`, title: "Type any number" },
    });
    this.said = element("p", { className: "dial-said", id: `dial-said-${made++}`, role: "alert" });
    this.field.setAttribute("aria-describedby", this.said.id);
    this.less = this.button("−", `One stop less: ${label}`, -1);
    this.more = this.button("+", `One stop more: ${label}`, 1);
    const one = inputsIn(slider).length === 1;
    const parts = one ? [this.less, this.field, this.more] : [this.field];
    this.root = element("div", { className: "dial" }, ...parts);
    slider.append(this.root, this.said);
    slider.setAttribute("data-dial", ""); // by which its style goes: to look for a dial in it costs at every change
    this.listen();
  }

  remove() {
    this.root.remove();
    this.said.remove();
    this.slider.removeAttribute("data-dial");
  }

  listen() {
    const { field } = this;
    field.addEventListener("focus", () => {
      if (this.exact && this.isExact() && !this.refused) this.write(this.exact.text);
      field.select();
    });
    field.addEventListener("blur", () => this.take() || this.read());
    field.addEventListener("keydown", (event) => {
      const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === "Enter") this.take();
      else if (event.key === "Escape") this.write(this.text());
      else if (way) this.step(way);
      else return;
      if (event.key !== "Enter") event.preventDefault();
    });
  }

  /**
   * @param {string} sign
   * @param {string} label
   * @param {number} way
   */
  button(sign, label, way) {
    // The keys of the slider do the same: nobody needs to come by here with the tabulator.
    const button = element("button", { type: "button", textContent: sign, ariaLabel: label, tabIndex: -1 });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let held;
    let repeated = false;
    const again = () => {
      repeated = true;
      this.step(way);
      held = setTimeout(again, REPEAT);
    };
    button.addEventListener("pointerdown", () => {
      repeated = false;
      held = setTimeout(again, HELD_AFTER);
    });
    for (const type of ["pointerup", "pointercancel", "pointerleave"]) {
      button.addEventListener(type, () => clearTimeout(held));
    }
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    button.addEventListener("click", () => repeated || this.step(way));
    return button;
  }

  /**
   * To the next stop; from between two of them, the slider may stand there already.
   *
   * @param {number} way 1 or -1
   */
  step(way) {
    const [input] = inputsIn(this.slider);
    if (this.isExact() && this.exact?.above === way > 0) this.typed(null);
    else if (input) step(input, way);
  }

  /* Tell the page what has been typed, if anything has. */
  take() {
    const { value } = this.field;
    if (value === this.shown) return false;
    this.shown = value;
    this.typed(value);
    return true;
  }

  /** @param {string} text */
  write(text) {
    this.shown = this.field.value = text;
    this.field.style.width = `${text.length + 1.5}ch`;
  }

  isExact() {
    return this.exact !== undefined && this.exact.place.join() === this.standing();
  }

  standing() {
    return inputsIn(this.slider).map(({ value }) => Number(value)).join();
  }

  reading() {
    if (this.exact && this.isExact()) return this.exact.reading;
    return inputsIn(this.slider).map(readingOf).join(" – ");
  }

  /**
   * What the page knows of the value.
   *
   * @param {Exact | undefined} exact
   * @param {Refused | undefined} refused
   */
  update(exact, refused) {
    this.exact = exact;
    this.refused = refused;
    this.place = this.standing();
    this.said.textContent = refused?.said ?? "";
    this.field.setAttribute("aria-invalid", String(refused !== undefined));
    this.read();
  }

  text() {
    return this.refused && this.place === this.standing() ? this.refused.text : this.reading();
  }

  /* Say where the thumb stands; what somebody is typing stays. */
  read() {
    const [input] = inputsIn(this.slider), { exact } = this;
    const typing = document.activeElement === this.field && this.field.value !== this.shown;
    if (!typing) this.write(this.text());
    this.less.ariaDisabled = String(input?.value === input?.min);
    this.more.ariaDisabled = String(input?.value === input?.max);
    if (input && exact && this.isExact() && readingOf(input) !== exact.reading) say(input, exact.reading);
  }
}
