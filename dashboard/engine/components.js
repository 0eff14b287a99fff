/* The parts of a page that have scripts of their own. */

import { default as clicker } from "../clicker/clicker.js";
import { default as dials } from "../dials/dials.js";
import { default as hands } from "../hands/hands.js";
import { element } from "../live/element.js";
import { default as file_place } from "../live/file_place.js";
import { default as figure } from "../live/live.js";
import { default as skip } from "../live/skip.js";
import { default as pupils } from "../pupils/link.js";
import { default as tour } from "../tour/tour.js";
import { default as walls } from "../walls/component.js";
import { keyed } from "./blocks.js";

/** @import { Make } from "./nodes.js" */

/** @type {Record<string, (page: any) => (() => void) | void>} */
const RENDER = { clicker, dials, file_place, hands, live_figure: figure, skip_link: skip, pupils, tour, walls };

/** @type {Make} */
export const component = (node, { act }) => {
  const holder = element("div", { className: `component ${node.name}${keyed(node.key)}` });
  const root = node.isolated ? holder.attachShadow({ mode: "open" }) : holder;
  const markup = element("div", { innerHTML: node.html });
  root.append(element("style", { textContent: node.css }), markup);
  const tell = (/** @type {boolean} */ once) => (/** @type {string} */ name, /** @type {unknown} */ value) =>
    act(node.id ?? "", { name, value, once });
  /** @type {(() => void) | void} */
  let end;
  return {
    element: holder,
    update: ({ key, data, name }) => {
      end = RENDER[name]({
        key,
        name,
        data,
        parentElement: root,
        setTriggerValue: tell(true),
        setStateValue: tell(false),
      });
    },
    remove: () => end?.(),
  };
};
