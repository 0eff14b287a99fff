/* A finger on a slider moves it only along itself: a swipe that begins there and goes up or down scrolls the page.
 *
 * The slider jumps to where it is pressed before it is known where the finger goes. So the press is held back until the
 * finger has gone sideways or is lifted; where the browser scrolls instead, the slider never hears of it.
 */

import { SLIDER } from "../live/thumbs.js";

const TRACK = `${SLIDER} [role=group]`;
const SLOP = 8; // px of a press that is not quite still

/** @typedef {{ target: Element, event: PointerEvent }} Press */

/** @param {AbortSignal} signal */
export function moveAlongOnly(signal) {
  /** @type {Press | null} */
  let press = null;
  const pass = () => {
    const held = press;
    press = null;
    if (held) held.target.dispatchEvent(again(held.event));
  };
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ heard) =>
    addEventListener(type, heard, { signal, capture: true });
  on("pointerdown", (/** @type {PointerEvent} */ event) => {
    const { target } = event;
    if (!event.isTrusted || event.pointerType !== "touch" || !isOnTrack(target)) return;
    event.stopPropagation();
    press = { target, event };
  });
  // It listens to both.
  on("touchstart", (/** @type {TouchEvent} */ event) => isOnTrack(event.target) && event.stopPropagation());
  on("pointermove", (/** @type {PointerEvent} */ event) => {
    if (press?.event.pointerId !== event.pointerId) return;
    const across = Math.abs(event.clientX - press.event.clientX), down = Math.abs(event.clientY - press.event.clientY);
    if (Math.max(across, down) < SLOP) return;
    if (across > down) pass();
    else press = null;
  });
  on("pointerup", (/** @type {PointerEvent} */ event) => press?.event.pointerId === event.pointerId && pass());
  on("pointercancel", () => press = null);
}

/**
 * @param {EventTarget | null} target
 * @returns {target is Element}
 */
const isOnTrack = (target) => target instanceof Element && target.closest(TRACK) !== null;

/** @param {PointerEvent} event */
function again({ type, pointerId, pointerType, clientX, clientY, screenX, screenY, width, height, pressure }) {
  return new PointerEvent(type, {
    ...{ pointerId, pointerType, clientX, clientY, screenX, screenY, width, height, pressure },
    ...{ bubbles: true, cancelable: true, composed: true, isPrimary: true, button: 0, buttons: 1 },
  });
}
