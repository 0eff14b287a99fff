/* Blocks and words of a page. */

import { copyText } from "../live/clipboard.js";
import { element } from "../live/element.js";

/** @import { Make, Node_, View } from "./nodes.js" */

/**
 * The class by which a style sheet, a slider's dial and a test know an element.
 *
 * @param {string | null | undefined} key
 */
export const keyed = (key) => key ? ` st-key-${key}` : "";

/**
 * An element that holds others.
 *
 * @param {HTMLElement} holder
 * @returns {View}
 */
const block = (holder) => ({ element: holder, inner: holder });

/** @type {Make} */
const container = ({ key, horizontal, vertical_alignment: aligned, border, gap, width }) => {
  const looks = {
    horizontal,
    border,
    centred: aligned === "center",
    [`gap-${gap}`]: gap,
    content: width === "content",
  };
  const on = Object.entries(looks).filter(([, holds]) => holds).map(([look]) => look);
  return block(element("div", { className: `block ${on.join(" ")}${keyed(key)}` }));
};

/** @type {Make} */
const columns = ({ gap }) => block(element("div", { className: `columns gap-${gap}` }));

/** @type {Make} */
const column = () => {
  const made = element("div", { className: "block column" });
  return { element: made, inner: made, update: ({ width }) => made.style.flexGrow = String(width) };
};

/** @type {Make} */
const tabs = ({ labels }) => {
  const inner = element("div", { className: "tab-panels" });
  const buttons = labels.map((/** @type {string} */ textContent) =>
    element("button", { type: "button", role: "tab", textContent })
  );
  const list = element("div", { className: "tab-list", role: "tablist" }, ...buttons);
  const choose = (/** @type {number} */ chosen) => {
    buttons.forEach((/** @type {HTMLButtonElement} */ one, /** @type {number} */ place) => {
      one.ariaSelected = String(place === chosen);
      one.tabIndex = place === chosen ? 0 : -1;
    });
    inner.dataset.chosen = String(chosen);
    [...inner.children].forEach((panel, place) => panel.toggleAttribute("hidden", place !== chosen));
  };
  buttons.forEach((/** @type {HTMLButtonElement} */ one, /** @type {number} */ place) =>
    one.addEventListener("click", () => choose(place))
  );
  list.addEventListener("keydown", ({ key }) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!way) return;
    const next = (Number(inner.dataset.chosen) + way + buttons.length) % buttons.length;
    choose(next);
    buttons[next].focus();
  });
  new MutationObserver(() => choose(Number(inner.dataset.chosen ?? 0))).observe(inner, { childList: true });
  choose(0);
  return { element: element("div", { className: "tabs" }, list, inner), inner };
};

/** @type {Make} */
const tab = () => block(element("div", { className: "block", role: "tabpanel" }));

/** @type {Make} */
const expander = ({ label }) => {
  const inner = element("div", { className: "block" });
  const summary = element("summary", { textContent: label });
  return { element: element("details", { className: "expander" }, summary, inner), inner };
};

/** @type {Make} */
const popover = ({ label, type }) => {
  const inner = element("div", { className: "block popover-inner" });
  const button = element("button", {
    type: "button",
    className: `button ${type}`,
    textContent: label,
    ariaExpanded: "false",
  });
  const holder = element("div", { className: "popover" }, button, inner);
  inner.hidden = true;
  const show = (/** @type {boolean} */ open) => {
    inner.hidden = !open;
    button.ariaExpanded = String(open);
  };
  button.addEventListener("click", () => show(Boolean(inner.hidden)));
  holder.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || inner.hidden) return;
    show(false);
    button.focus();
  });
  const elsewhere = (/** @type {Event} */ { target }) => {
    if (!(target instanceof Node && holder.contains(target))) show(false);
  };
  document.addEventListener("pointerdown", elsewhere);
  return { element: holder, inner, remove: () => document.removeEventListener("pointerdown", elsewhere) };
};

/** @type {Make} */
const dialog = ({ label }) => {
  const inner = element("div", { className: "block" });
  const close = element("button", { type: "button", className: "button close", ariaLabel: "Close", textContent: "×" });
  const shown = element("dialog", {}, element("h2", { textContent: label }), close, inner);
  close.addEventListener("click", () => shown.close());
  requestAnimationFrame(() => shown.isConnected && shown.showModal());
  return { element: shown, inner };
};

/** @type {Make} */
const heading = ({ level }) => {
  const made = element(level === 1 ? "h1" : "h2", { dataset: { testid: "stHeading" } });
  return {
    element: made,
    update: ({ text, anchor }) => {
      made.textContent = text;
      if (anchor) made.id = anchor;
    },
  };
};

/**
 * An element that shows words, which Python has turned into HTML.
 *
 * @param {HTMLElement} holder
 * @returns {View}
 */
const html = (holder) => ({ element: holder, update: (node) => holder.innerHTML = node.html });

/** @type {Make} */
const words = ({ small }) => html(element("div", { className: small ? "words small" : "words" }));

/** @type {Make} */
const alert = ({ tone }) =>
  html(element("div", { className: `alert ${tone}`, role: tone === "error" || tone === "warning" ? "alert" : "note" }));

/** @type {Make} */
const code = () => {
  const text = element("code", {});
  const button = element("button", { type: "button", className: "button", textContent: "Copy" });
  button.addEventListener("click", async () => {
    button.textContent = (await copyText(text.textContent ?? "")) ? "Copied" : "Not copied";
  });
  const pre = element("pre", { tabIndex: 0 }, text);
  return {
    element: element("div", { className: "code" }, pre, button),
    update: (node) => text.textContent = node.text,
  };
};

/** @type {Make} */
const metric = () => {
  const label = element("dt", {}), text = element("dd", {});
  return {
    element: element("dl", { className: "metric" }, label, text),
    update: (node) => {
      label.textContent = node.label;
      text.textContent = node.text;
    },
  };
};

/** @type {Make} */
const progress = () => {
  const bar = element("progress", { max: 1 }), text = element("div", { className: "words" });
  return {
    element: element("div", { className: "progress" }, text, bar),
    update: (node) => {
      bar.value = node.value;
      text.innerHTML = node.html;
      bar.ariaLabel = text.textContent;
    },
  };
};

/** @type {Make} */
const divider = () => ({ element: element("hr", {}) });

/** @type {Make} */
const table = ({ scrolls }) => {
  const holder = element("div", { className: scrolls ? "table scrolls" : "table", tabIndex: 0, role: "region" });
  return {
    element: holder,
    update: ({ columns: shown, numbers = [], links = [], alt }) => {
      holder.ariaLabel = alt || "Table";
      const names = Object.keys(shown);
      const cell = (/** @type {string} */ name, /** @type {number} */ row) => {
        const text = shown[name][row];
        const content = links.includes(name) && /^https?:/.test(text)
          ? element("a", { href: text, textContent: text, target: "_blank", rel: "noopener" })
          : text;
        return element("td", { className: numbers.includes(name) ? "number" : "" }, content);
      };
      const count = Math.max(0, ...names.map((name) => shown[name].length));
      const rows = Array.from(
        { length: count },
        (_, row) => element("tr", {}, ...names.map((name) => cell(name, row))),
      );
      const head = element("tr", {}, ...names.map((textContent) => element("th", { textContent, scope: "col" })));
      holder.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
    },
  };
};

/** @type {Make} */
const link = (_, { open }) => {
  const made = element("a", { className: "door" });
  let page = "", query = "";
  made.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(page, query);
  });
  return {
    element: made,
    update: (node) => {
      page = node.page;
      query = String(new URLSearchParams(node.query));
      made.textContent = node.label;
      made.href = `${page === "overview" ? "index" : page}.html${query && `?${query}`}`;
    },
  };
};

/** @type {Make} */
const outside = ({ label: textContent, address: href, disabled, help: title }) => {
  const look = { className: "button", textContent, title };
  return {
    element: disabled ? element("button", { type: "button", disabled, ...look }) : element("a", { href, ...look }),
  };
};

/** @type {Record<string, Make>} */
export const BLOCKS = {
  ...{
    container,
    columns,
    column,
    tabs,
    tab,
    expander,
    popover,
    dialog,
    heading,
    words,
    alert,
    code,
    metric,
    progress,
  },
  ...{ divider, table, link, outside },
};
