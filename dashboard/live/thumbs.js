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
  const keys = input.value === input.max ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  for (const key of keys) {
    for (const type of ["keydown", "keyup"]) {
      input.dispatchEvent(new KeyboardEvent(type, { key, code: key, bubbles: true, cancelable: true }));
    }
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}
