/* A show of hands: a field for each answer, and a bar as long as there are hands for it. */

import { element, find } from "../live/element.js";
import { bars, handsIn } from "./count.js";

/**
 * @typedef {object} Shown
 * @property {string} place the question
 * @property {string[]} options
 * @property {(number | null)[]} hands
 * @property {number | null} right which option is, once that is told
 */

/** @typedef {(hands: (number | null)[]) => void} Tell */

const LONG = 14; // letters that stand beside field and bar in one line

/**
 * @param {HTMLElement} root
 * @param {Shown} shown
 * @param {Tell} tell
 */
function build(root, shown, tell) {
  const fields = shown.options.map((text, k) => {
    const id = `hands-${shown.place}-${k}`;
    const label = element("label", { htmlFor: id, textContent: text, className: text.length > LONG ? "long" : "" });
    const field = element("input", {
      id,
      inputMode: "numeric",
      autocomplete: "off",
      maxLength: 3,
      dataset: { digits: "" },
    });
    field.value = String(shown.hands[k] ?? "");
    root.append(label, field, element("div", { className: "hands-bar" }, element("span", {})));
    return field;
  });
  const hands = () => fields.map((field) => handsIn(field.value));
  fields.forEach((field, k) => {
    field.addEventListener("input", () => {
      field.value = String(handsIn(field.value) ?? "");
      draw(root, hands());
      tell(hands());
    });
    field.addEventListener("keydown", ({ key }) => {
      const next = key === "Enter" || key === "ArrowDown" ? k + 1 : key === "ArrowUp" ? k - 1 : undefined;
      if (next === undefined) return;
      if (next in fields) fields[next].select();
      else if (next > k) field.blur();
    });
  });
  draw(root, hands());
}

/**
 * @param {HTMLElement} root
 * @param {(number | null)[]} hands
 */
function draw(root, hands) {
  /** @type {NodeListOf<HTMLElement>} */
  const drawn = root.querySelectorAll(".hands-bar span");
  bars(hands).forEach((length, k) => drawn[k].style.width = `${length}%`);
}

/**
 * Mark the right answer.
 *
 * @param {HTMLElement} root
 * @param {Shown} shown
 */
function mark(root, { options, right }) {
  root.querySelectorAll("label").forEach((label, k) => {
    label.textContent = k === right ? `✓ ${options[k]}` : options[k];
    label.classList.toggle("right", k === right);
  });
  root.querySelectorAll(".hands-bar").forEach((bar, k) => bar.classList.toggle("right", k === right));
}

/**
 * The page hands down a question; `hands` are those that were counted.
 *
 * @param {object} page
 * @param {Shown} page.data
 * @param {ParentNode} page.parentElement
 * @param {(name: "hands", value: (number | null)[]) => void} page.setStateValue
 */
export default function render({ data, parentElement, setStateValue }) {
  const root = find(parentElement, ".hands", HTMLElement);
  if (root.dataset.place !== data.place) {
    root.replaceChildren();
    root.dataset.place = data.place;
    build(root, data, (hands) => setStateValue("hands", hands));
  }
  mark(root, data);
}
