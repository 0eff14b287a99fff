// Draws figures in one page as the app draws them, and says which of their words cover something.

import { freeMargins } from "./live/plotly.js";
import { decodeArrays, enlarged, fitted, fittedData, resolveColors, suited } from "./live/drawing.js";

const INK = 0.2; // of the height of a line of text: its box is so much higher than its letters, above and below
const WORDS = ".annotation-text-g text, .textpoint text, .legendtext, .xtick text, .ytick text, .x2tick text, " +
  ".y2tick text, .g-xtitle text, .g-ytitle text, .g-x2title text, .g-y2title text, .bartext, .scatterlayer .text text";
const EN = 0.5; // of the size of type
const NEAR = 1; // px: what touches does not cover
const plot = document.createElement("div");
document.body.append(plot);

/** As on a page of the app. */
window.drawHere = async (drawing, { width, height, classroom, colors, template }) => {
  const decoded = decodeArrays(drawing);
  size(width, decoded.layout.meta?.height ?? height);
  const shown = { data: decoded.data, layout: { ...decoded.layout, template } };
  const here = suited(shown, plot.clientWidth, plot.clientHeight, classroom);
  const { data, layout } = resolveColors(classroom ? enlarged(here) : here, colors);
  const fit = { ...fitted(layout, plot.clientWidth), autosize: true };
  await Plotly.react(plot, fittedData(data, plot.clientWidth), fit, { responsive: false, displayModeBar: false });
  return covered();
};

/** As it is printed. */
window.drawPrint = async (drawing) => {
  const { data, layout } = decodeArrays(drawing);
  size(layout.width, layout.height);
  await Plotly.react(plot, data, layout, { responsive: false, displayModeBar: false });
  return covered();
};

function size(width, height) {
  plot.style.width = `${width}px`;
  plot.style.height = `${height}px`;
  freeMargins(plot);
}

function covered() {
  const words = [...plot.querySelectorAll(WORDS)].flatMap(lines).filter(({ box }) => box.width > 0);
  const frame = plot.getBoundingClientRect(), found = [];
  for (const word of words) {
    const { left, right, top, bottom } = word.box;
    const out = Math.max(frame.left - left, right - frame.right, frame.top - top, bottom - frame.bottom);
    if (out > NEAR) found.push(`“${word.text}” stands out by ${Math.round(out)}`);
  }
  words.forEach((one, k) => {
    for (const other of words.slice(k + 1)) {
      if (one.of !== other.of && !(one.turned && other.turned) && meet(one.box, other.box)) {
        found.push(`“${one.text}” on “${other.text}”`);
      }
    }
  });
  for (const key of plot.querySelectorAll(".legend .layers")) {
    const { x, y, width, height } = key.getBoundingClientRect(); // of a level line as if it had no width
    const box = new DOMRect(x, y - 2 * NEAR, width, height + 4 * NEAR);
    for (const word of words) if (meet(word.box, box)) found.push(`“${word.text}” on a key of the legend`);
  }
  const legend = plot.querySelector(".legend .bg")?.getBoundingClientRect();
  for (const word of words.filter(({ node }) => node.closest(".legend"))) {
    if (word.box.right > legend.right + NEAR) found.push(`“${word.text}” is cut by the legend`);
  }
  const free = words.filter(({ node }) => !node.closest(".legend, .xtick, .ytick, .x2tick, .y2tick"));
  for (const { name, box } of marks()) {
    for (const word of free) if (meet(word.box, box)) found.push(`“${word.text}” on a mark of ${name}`);
  }
  for (const { name, color, segments } of curves()) {
    for (const word of words) {
      const inside = word.node.closest(".xtick, .ytick, .x2tick, .y2tick");
      if (!inside && color !== word.color && segments.some((one) => crosses(one, word.box))) {
        found.push(`“${word.text}” on the line ${name}`);
      }
    }
  }
  return [...new Set(found)];
}

/** The lines of a text, each with the box of its letters. */
function lines(node) {
  if (!node.textContent.trim() || node.closest(".annotation")?.style.display === "none") return [];
  const upright = Boolean(node.getAttribute("transform")?.includes("rotate(-90"));
  const parts = node.querySelectorAll("tspan.line");
  return (parts.length ? [...parts] : [node]).map((part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const height = parseFloat(getComputedStyle(node).fontSize);
    const ink = INK * (upright ? 0 : bottom - top);
    // En spaces keep a name away from its mark.
    const [before, after] = [/^\u2002*/, /\u2002*$/].map((spaces) =>
      EN * height * spaces.exec(part.textContent)[0].length
    );
    const box = new DOMRect(left + before, top + ink, right - left - before - after, bottom - top - 2 * ink);
    const turned = /rotate\((?!0|-90|NaN)/.test(node.getAttribute("transform") ?? ""); // its box says little
    return { node, of: node, turned, text: part.textContent, color: getComputedStyle(node).fill, box };
  });
}

function marks() {
  return [...plot.querySelectorAll(".scatterlayer .points path")].flatMap((node) => {
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const name = node.closest(".trace").__data__?.[0]?.trace?.name ?? "";
    const seen = inFrame(box) && box.width > 0 && Number(style.opacity) > 0 && style.display !== "none";
    const shown = Number(getComputedStyle(node.closest(".trace")).opacity) > 0;
    return seen && shown ? [{ name, box: within(box, 0.15) }] : [];
  });
}

const within = (box, part) =>
  new DOMRect(
    box.left + part * box.width,
    box.top + part * box.height,
    box.width * (1 - 2 * part),
    box.height * (1 - 2 * part),
  );

/** The frame of the axes on the page. */
function axes() {
  const { l, t, w, h } = plot._fullLayout._size, { left, top } = plot.getBoundingClientRect();
  return new DOMRect(left + l, top + t, w, h);
}

function inFrame(box) {
  const frame = axes();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  return x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom;
}

/** All lines that are drawn, as segments on the page within the frame of the axes. */
function curves() {
  const frame = axes();
  const paths = [...plot.querySelectorAll(".scatterlayer .js-line, .shapelayer path")];
  return paths.flatMap((node) => {
    const style = getComputedStyle(node), matrix = node.getScreenCTM();
    if (!(parseFloat(style.strokeWidth) > 0) || style.stroke === "none" || Number(style.strokeOpacity) === 0) return [];
    const name = node.closest(".trace")?.__data__?.[0]?.trace?.name ?? "of a shape";
    const segments = pieces(node.getAttribute("d"), matrix).flatMap((one) => clipped(one, frame));
    return [{ name, color: style.stroke, segments }];
  });
}

function pieces(path, { a, d, e, f }) {
  const found = [];
  let last = null;
  for (const [, pen, numbers] of (path ?? "").matchAll(/([MLHVZ])([^MLHVZ]*)/g)) {
    const given = numbers.trim().split(/[\s,]+/).map(Number);
    if (pen === "Z") continue;
    for (let i = 0; i < given.length; i += pen === "H" || pen === "V" ? 1 : 2) {
      const next = pen === "H" ? [given[i], last[1]] : pen === "V" ? [last[0], given[i]] : [given[i], given[i + 1]];
      if (last && (pen !== "M" || i > 0)) {
        found.push([a * last[0] + e, d * last[1] + f, a * next[0] + e, d * next[1] + f]);
      }
      last = next;
    }
  }
  return found;
}

/** What of a segment lies in a box (Liang and Barsky). */
function clipped([x0, y0, x1, y1], box) {
  let from = 0, to = 1;
  const dx = x1 - x0, dy = y1 - y0;
  for (
    const [step, room] of [[-dx, x0 - box.left], [dx, box.right - x0], [-dy, y0 - box.top], [dy, box.bottom - y0]]
  ) {
    if (step === 0) {
      if (room < 0) return [];
    } else if (step < 0) from = Math.max(from, room / step);
    else to = Math.min(to, room / step);
  }
  return from <= to ? [[x0 + from * dx, y0 + from * dy, x0 + to * dx, y0 + to * dy]] : [];
}

const crosses = (segment, box) => clipped(segment, within(box, 0.02)).length > 0;

const meet = (a, b) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > NEAR &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > NEAR;
