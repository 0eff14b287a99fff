/* What a visitor can set and press. */

import { element } from "../live/element.js";
import { keyed } from "./blocks.js";

/** @import { Act, Make, Node_, View } from "./nodes.js" */

/**
 * The frame of a widget: its label, what helps with it, and the widget itself.
 *
 * @param {Node_} node
 * @param {string} className
 * @param {string} testid
 * @param {...HTMLElement} parts
 */
function frame({ key, label, help }, className, testid, ...parts) {
  const name = element("p", { textContent: label });
  const head = element("div", { className: "widget-label", dataset: { testid: "stWidgetLabel" } }, name);
  if (help) head.append(helped(label, help));
  const inside = element("div", { dataset: { testid } }, head, ...parts);
  return element("div", { className: `widget ${className}${keyed(key)}` }, inside);
}

/**
 * A button that shows what helps.
 *
 * @param {string} label
 * @param {string} help HTML
 */
function helped(label, help) {
  const text = element("div", { className: "help-text", innerHTML: help, hidden: true });
  const button = element("button", { type: "button", className: "help", textContent: "?", ariaExpanded: "false" });
  button.ariaLabel = `Help for ${label}`;
  const show = (/** @type {boolean} */ open) => {
    text.hidden = !open;
    button.ariaExpanded = String(open);
  };
  button.addEventListener("click", () => show(Boolean(text.hidden)));
  button.addEventListener("keydown", ({ key }) => key === "Escape" && show(false));
  button.addEventListener("blur", () => show(false));
  return element("div", { className: "helped" }, button, text);
}

/** @type {Make} */
const slider = (node, { act }) => {
  const { id, label, min, max, step, value } = node;
  /** @type {string[]} */
  const readings = node.readings;
  const inputs =
    /** @type {HTMLInputElement[]} */ (value.map((/** @type {number} */ _, /** @type {number} */ place) => {
      const said = value.length > 1 ? `${label}, ${place ? "end" : "start"}` : label;
      return element("input", {
        type: "range",
        min: String(min),
        max: String(max),
        step: String(step),
        ariaLabel: said,
      });
    }));
  const place = (/** @type {HTMLInputElement} */ input) => Math.round((Number(input.value) - min) / step);
  const seen = (/** @type {HTMLInputElement} */ input) => {
    input.setAttribute("aria-valuetext", readings[place(input)] ?? "");
    input.setAttribute("value", input.value); // by which a figure follows the thumb
    input.style.setProperty("--filled", String((Number(input.value) - min) / (max - min)));
  };
  const tell = () =>
    act(id ?? "", inputs.length > 1 ? inputs.map((one) => Number(one.value)) : Number(inputs[0].value));
  const track = element("div", {
    className: inputs.length > 1 ? "track two" : "track",
    role: "group",
    ariaLabel: label,
  }, ...inputs);
  for (const input of inputs) {
    input.addEventListener("input", () => seen(input));
    input.addEventListener("change", tell);
    // A dial presses the keys of its slider, which moves for those of a hand alone.
    input.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.isTrusted || !way) return;
      input.value = String(Number(input.value) + way * step);
      seen(input);
      tell();
    });
  }
  return {
    element: frame(node, "slider", "stSlider", track),
    update: (now) => {
      readings.splice(0, readings.length, ...now.readings);
      inputs.forEach((input, which) => {
        if (!input.matches(":active")) input.value = String(now.value[which]);
        seen(input);
      });
    },
  };
};

/** @type {Make} */
const choice = (node, { act }) => {
  const select = element("select", { ariaLabel: node.label });
  select.addEventListener("change", () => act(node.id ?? "", Number(select.value)));
  return {
    element: frame(node, "choice", "stSelectbox", select),
    update: ({ options, value }) => {
      const entries = options.map((/** @type {string} */ textContent, /** @type {number} */ place) =>
        element("option", { value: String(place), textContent })
      );
      select.replaceChildren(...entries);
      select.value = String(value);
    },
  };
};

/**
 * A choice of which all options are seen.
 *
 * @param {string} className
 * @returns {Make}
 */
const open = (className) => (node, { act }) => {
  const group = element("div", { className: "options", role: "radiogroup", ariaLabel: node.label });
  return {
    element: frame(node, className, "stRadio", group),
    update: ({ id, options, value }) => {
      const name = `options ${id}`;
      const had = group.contains(document.activeElement);
      const entries = options.map((/** @type {string} */ text, /** @type {number} */ place) => {
        const input = element("input", { type: "radio", name, value: String(place), checked: place === value });
        input.addEventListener("change", () => act(id ?? "", place));
        return element("label", {}, input, element("span", { textContent: text }));
      });
      group.replaceChildren(...entries);
      if (had) group.querySelector("input:checked")?.dispatchEvent(new Event("focus"));
      if (had) /** @type {HTMLInputElement | null} */ (group.querySelector("input:checked"))?.focus();
    },
  };
};

/** @type {Make} */
const several = (node, { act }) => {
  const group = element("div", { className: "options several", role: "group", ariaLabel: node.label });
  const field = element("input", { type: "text", placeholder: "another …", ariaLabel: `${node.label}: another` });
  /** @type {string[]} */
  let held = [];
  const tell = () => act(node.id ?? "", held);
  field.addEventListener("change", () => {
    if (field.value.trim()) held = [...held, field.value.trim()];
    field.value = "";
    tell();
  });
  return {
    element: frame(node, "several", "stMultiSelect", group, ...(node.more ? [field] : [])),
    update: ({ options, value }) => {
      held = value;
      const entries = Object.entries(options).map(([one, text]) => {
        const input = element("input", { type: "checkbox", checked: value.includes(one) });
        input.addEventListener("change", () => {
          held = input.checked ? [...held, one] : held.filter((other) => other !== one);
          tell();
        });
        return element("label", {}, input, element("span", { textContent: String(text) }));
      });
      group.replaceChildren(...entries);
    },
  };
};

/**
 * A field.
 *
 * @param {"input" | "textarea"} tag
 * @returns {Make}
 */
const field = (tag) => (node, { act }) => {
  const input = element(tag, { ariaLabel: node.label, placeholder: node.placeholder ?? "", spellcheck: false });
  if (node.height) input.style.height = `${node.height}px`;
  input.addEventListener("change", () => act(node.id ?? "", input.value));
  return {
    element: frame(node, "field", "stTextInput", input),
    update: ({ value }) => {
      if (document.activeElement !== input) input.value = value;
    },
  };
};

/** @type {Make} */
const toggle = (node, { act }) => {
  const input = element("input", { type: "checkbox", role: "switch" });
  input.addEventListener("change", () => act(node.id ?? "", input.checked));
  const label = element("label", { className: "toggle" }, input, element("span", { textContent: node.label }));
  const holder = element("div", { className: `widget${keyed(node.key)}` }, label);
  if (node.help) holder.append(helped(node.label, node.help));
  return { element: holder, update: ({ value }) => input.checked = value };
};

/**
 * The text of some HTML.
 *
 * @param {string} html
 */
const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent?.trim() ?? "";

/** @type {Make} */
const button = (node, { act }) => {
  const made = element("button", { type: "button" });
  made.addEventListener("click", () => act(node.id ?? "", true));
  const shortcut = (/** @type {KeyboardEvent} */ { key, target }) => {
    const typed = target instanceof Element && target.matches("input, select, textarea, [role=tab]");
    if (node.shortcut && key === `Arrow${node.shortcut}` && !typed) made.click();
  };
  document.addEventListener("keydown", shortcut);
  return {
    element: element("div", { className: `widget press${keyed(node.key)}` }, made),
    remove: () => document.removeEventListener("keydown", shortcut),
    update: ({ label, disabled, type, help }) => {
      made.textContent = label;
      made.disabled = disabled;
      made.className = `button ${type}`;
      made.title = textOf(help);
    },
  };
};

/** @type {Make} */
const file = (node, { save }) => {
  const made = element("button", {
    type: "button",
    className: "button",
    textContent: node.label,
    title: textOf(node.help),
  });
  let now = node;
  made.addEventListener("click", () => {
    const bytes = Uint8Array.from(atob(now.content), (letter) => letter.charCodeAt(0));
    save(now.name, new Blob([bytes], { type: now.mime }));
  });
  return { element: made, update: (next) => now = next };
};

/** @type {Make} */
const upload = (node, { act }) => {
  const input = element("input", { type: "file", ariaLabel: node.label });
  const said = element("p", { className: "said", role: "status" });
  const take = async (/** @type {File | undefined} */ chosen) => {
    if (!chosen) return act(node.id ?? "", null);
    if (chosen.size > node.megabytes * 1e6) {
      said.textContent = `${chosen.name} is larger than ${node.megabytes} MB.`;
      return;
    }
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    let content = "";
    for (let place = 0; place < bytes.length; place += 32768) {
      content += String.fromCharCode(...bytes.subarray(place, place + 32768));
    }
    said.textContent = chosen.name;
    act(node.id ?? "", { name: chosen.name, content: btoa(content) });
  };
  const whole = frame(node, "upload", "stFileUploader", input, said);
  input.addEventListener("change", () => take(input.files?.[0]));
  whole.addEventListener("dragover", (event) => event.preventDefault());
  whole.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files[0]);
  });
  return { element: whole, update: ({ value }) => said.textContent = value };
};

/** @type {Record<string, Make>} */
export const WIDGETS = {
  ...{ slider, choice, segments: open("segments"), radio: open("radio"), several, line: field("input") },
  ...{ text: field("textarea"), toggle, button, file, upload },
};
