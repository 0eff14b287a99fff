/* The sliders of the page, as Streamlit draws them: all that is known of their elements, one place to mend. */

/**
 * The holder of the widget of a parameter.
 *
 * @param {string} key
 */
const holder = (key) => document.querySelector(`.st-key-${CSS.escape(key)}`);

/**
 * Which of some sliders an element belongs to.
 *
 * @param {EventTarget | null} element
 * @param {Record<string, unknown>} sliders by key
 */
export function sliderOf(element, sliders) {
  const around = element instanceof Element && element.closest('[class*="st-key-"]');
  if (!around) return null;
  for (const name of around.classList) {
    if (name.startsWith("st-key-") && name.slice(7) in sliders) return name.slice(7);
  }
  return null;
}

/**
 * Whether a thumb is in a hand, or the next key moves it.
 *
 * @param {string} key
 */
export function isHeld(key) {
  const slider = holder(key);
  return slider?.matches(":active") || slider?.contains(document.activeElement);
}

/**
 * @param {string} key
 * @returns {HTMLInputElement | null | undefined}
 */
const inputOf = (key) => holder(key)?.querySelector("input[type=range]");

/**
 * At which stop a thumb stands; null where it is not on the page.
 *
 * @param {string} key
 * @param {{ start: number, step: number }} slider
 */
export function stopOf(key, { start, step }) {
  const input = inputOf(key);
  return input ? Math.round((Number(input.value) - start) / step) : null;
}

/**
 * Let a thumb tell the page again where it stands: not while it is in a hand, or the page is at work or away.
 *
 * @param {string} key
 * @returns {boolean} whether it does
 */
export function tellAgain(key) {
  /** @type {HTMLElement | null} */
  const app = document.querySelector("[data-testid=stApp]");
  const input = inputOf(key);
  const atWork = (app?.dataset.testScriptState ?? "notRunning") !== "notRunning";
  if (!input || atWork || input.disabled || holder(key)?.matches(":active")) return false;
  nudge(input);
  return true;
}

/**
 * Move a thumb to where it stands, a key away and a key back: what a hand has dragged is said when it lets go.
 *
 * @param {HTMLInputElement} input
 */
async function nudge(input) {
  for (const way of input.value === input.max ? [-1, 1] : [1, -1]) {
    step(input, way);
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}

/**
 * Move a thumb by one stop, as a key would.
 *
 * @param {HTMLInputElement} input
 * @param {number} way 1 or -1
 */
export function step(input, way) {
  const key = way > 0 ? "ArrowRight" : "ArrowLeft";
  for (const type of ["keydown", "keyup"]) {
    input.dispatchEvent(new KeyboardEvent(type, { key, code: key, bubbles: true, cancelable: true }));
  }
}

/**
 * The key of the parameter that a slider moves, if it has one.
 *
 * @param {Element} slider
 */
export function keyOf(slider) {
  const name = [...slider.closest('[class*="st-key-"]')?.classList ?? []].find((one) => one.startsWith("st-key-"));
  return name?.slice(7) ?? null;
}

/** The sliders of the page. */
export const SLIDER = "[data-testid=stSlider]";

/**
 * The inputs of a slider, one for each thumb.
 *
 * @param {Element} slider
 * @returns {HTMLInputElement[]}
 */
export const inputsIn = (slider) =>
  [...slider.querySelectorAll("input[type=range]")].map((input) => /** @type {HTMLInputElement} */ (input));

/**
 * What a person reads of an input.
 *
 * @param {HTMLInputElement} input
 */
export const readingOf = (input) => input.getAttribute("aria-valuetext") ?? input.value;

/**
 * Let an input read something else, until its thumb moves.
 *
 * @param {HTMLInputElement} input
 * @param {string} reading
 */
export const say = (input, reading) => input.setAttribute("aria-valuetext", reading);

/**
 * The words above a slider.
 *
 * @param {Element} slider
 */
export const labelOf = (slider) => slider.querySelector("[data-testid=stWidgetLabel] p")?.textContent ?? "";
