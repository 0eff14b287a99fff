/* Questions of a lesson: the answer, and the controls of the figure, come once something has been predicted. */

import { find } from "../live/element.js";
import { stage } from "../live/standalone.js";

/** @type {NodeListOf<HTMLElement>} */
const questions = document.querySelectorAll(".question");
for (const question of questions) ask(question);

/** @param {HTMLElement} question */
function ask(question) {
  const { told } = JSON.parse(question.dataset.verdicts ?? "");
  const verdict = find(question, ".verdict", HTMLElement);

  const open = (/** @type {string} */ text, /** @type {boolean} */ right) => {
    verdict.textContent = text;
    find(question, ".answer", HTMLElement).hidden = false;
    stage(figureOf(question)).unveil(true);
    question.dispatchEvent(new CustomEvent("answered", { bubbles: true, detail: { right } }));
  };
  const judge = (/** @type {boolean} */ right) => open(right ? `Yes: ${told}.` : `Not quite: ${told}.`, right);

  /** @type {NodeListOf<HTMLElement>} */
  const options = question.querySelectorAll("[data-right]");
  for (const option of options) {
    option.addEventListener("click", () => {
      for (const other of options) other.setAttribute("aria-pressed", String(other === option));
      judge(option.dataset.right === "true");
    });
  }

  /** @type {HTMLInputElement | null} */
  const slider = question.querySelector("input[type=range]");
  if (slider) {
    const readings = JSON.parse(slider.dataset.readings ?? "");
    const near = JSON.parse(slider.dataset.near ?? "");
    const read = () => {
      find(question, "output", HTMLOutputElement).textContent = readings[slider.value];
      slider.setAttribute("aria-valuetext", readings[slider.value]);
    };
    slider.addEventListener("input", read);
    read();
    find(question, ".check", HTMLElement).addEventListener("click", () => judge(near[slider.value]));
  }
  find(question, ".show", HTMLElement).addEventListener("click", () => open(`The answer: ${told}.`, false));
}

/**
 * The figure of the step in which a question is asked.
 *
 * @param {HTMLElement} question
 */
function figureOf(question) {
  return find(/** @type {HTMLElement} */ (question.closest(".step")), ".live-figure", HTMLElement);
}
