/* The dials of a page: one beside each slider, as long as it is there. */

import { find } from "../live/element.js";
import { keyOf, SLIDER } from "../live/thumbs.js";
import { Dial } from "./dial.js";
import { undoAndRedo } from "./history.js";
import { moveAlongOnly } from "./touch.js";

/**
 * @import { Exact, Refused } from "./dial.js"
 * @typedef {{ keys: string[], exact: Record<string, Exact>, refused: Record<string, Refused> }} Data
 * @typedef {(name: "typed", value: { key: string, text: string | null }) => void} Tell
 */

class Dials {
  /** @type {Map<Element, Dial>} */
  dials = new Map();
  /** @type {Data} */
  data = { keys: [], exact: {}, refused: {} };
  looking = 0; // the request of the next look for sliders, if one is under way

  /**
   * @param {ParentNode} root
   * @param {Tell} tell
   */
  constructor(root, tell) {
    this.tell = tell;
    this.stop = new AbortController();
    undoAndRedo(root, this.stop.signal);
    moveAlongOnly(this.stop.signal);
    this.watcher = new MutationObserver((changes) => this.see(changes));
    this.watcher.observe(document.body, {
      ...{ subtree: true, childList: true },
      ...{ attributes: true, attributeFilter: ["aria-valuetext"] },
    });
  }

  destroy() {
    this.stop.abort();
    this.watcher.disconnect();
    cancelAnimationFrame(this.looking);
    for (const dial of this.dials.values()) dial.remove();
  }

  /** @param {MutationRecord[]} changes */
  see(changes) {
    let more = false;
    for (const { type, target } of changes) {
      if (type === "childList") more = true;
      else if (target instanceof Element) this.dials.get(target.closest(SLIDER) ?? target)?.read();
    }
    if (more) this.looking ||= requestAnimationFrame(() => this.look());
  }

  /* Give each slider that has none its dial. */
  look() {
    this.looking = 0;
    for (const slider of this.dials.keys()) if (!slider.isConnected) this.dials.delete(slider);
    for (const slider of document.querySelectorAll(SLIDER)) {
      const key = keyOf(slider);
      if (key === null || !this.data.keys.includes(key) || this.dials.get(slider)?.root.isConnected) continue;
      const dial = new Dial(slider, (text) => this.tell("typed", { key, text }));
      this.dials.set(slider, dial);
      dial.update(this.data.exact[key], this.data.refused[key]);
    }
  }

  /** @param {Data} data */
  update(data) {
    this.data = data;
    this.look();
    for (const [slider, dial] of this.dials) {
      const key = keyOf(slider) ?? "";
      dial.update(data.exact[key], data.refused[key]);
    }
  }
}

/** @type {WeakMap<ParentNode, Dials>} */
const pages = new WeakMap();

/**
 * The page hands down what it knows of its numbers.
 *
 * @param {{ data: Data, parentElement: ParentNode, setTriggerValue: Tell }} page
 */
export default function render({ data, parentElement, setTriggerValue }) {
  const root = find(parentElement, ".dial-history", HTMLElement);
  const page = pages.get(root) ?? new Dials(root, setTriggerValue);
  pages.set(root, page);
  page.tell = setTriggerValue;
  page.update(data);
  return () => {
    page.destroy();
    pages.delete(root);
  };
}
