/* A drawing that is laid out for paper, as a picture: the browser draws it, in the letters that come with it. */

import { element } from "./element.js";
import { Refusal } from "./source.js";

/** @import { Plotly } from "./plotly.js" */
/** @import { Print } from "./types.js" */

/** @type {Set<string>} */
const known = new Set(); // fonts that this page has, by their style sheets

/**
 * Let the page have fonts, since Plotly measures its words there.
 *
 * @param {string} faces a style sheet
 */
async function loaded(faces) {
  if (!known.has(faces)) {
    document.head.append(element("style", { textContent: faces }));
    known.add(faces);
  }
  const families = [...faces.matchAll(/font-family: ("[^"]*")/g)].map(([, family]) => family);
  await Promise.all(families.map((family) => document.fonts.load(`14px ${family}`)));
}

/**
 * Draw a picture; its address holds while the page is open.
 *
 * @param {Plotly} Plotly
 * @param {Print} print
 * @param {string} format
 */
export async function picture(Plotly, { data, layout, scale, image_scale, faces }, format) {
  await loaded(faces);
  const { width, height } = layout;
  const drawing = { data, layout, config: { plotGlPixelRatio: Math.max(2, image_scale) } };
  const address = await Plotly.toImage(drawing, { format: "svg", width, height, scale });
  const svg = withFaces(decodeURIComponent(address.slice(address.indexOf(",") + 1)), faces);
  const vector = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  if (format === "svg") return vector;
  // As data: a canvas on which an address of this kind was drawn is not given away by every browser.
  return await pixels(`data:image/svg+xml,${encodeURIComponent(svg)}`, width * image_scale, height * image_scale);
}

/**
 * Let the browser print a picture on a sheet of its own size, of which it makes a PDF too.
 *
 * @param {Plotly} Plotly
 * @param {Print} print
 * @param {string} title what a file is called
 */
export async function printAlone(Plotly, print, title) {
  const address = await picture(Plotly, print, "svg");
  const [width, height] = [print.layout.width, print.layout.height].map((side) => `${side * print.scale}px`);
  const frame = element("iframe", { ariaHidden: "true", tabIndex: -1, srcdoc: "<!doctype html>" });
  Object.assign(frame.style, { position: "fixed", width: 0, height: 0, border: 0 });
  const there = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await there;
  const sheet = frame.contentDocument;
  if (!sheet) {
    frame.remove();
    throw new Refusal("The frame around this page forbids printing: open the page by itself.");
  }
  const style = `@page { size: ${width} ${height}; margin: 0; } body { margin: 0; } img { display: block; }`;
  sheet.title = title;
  sheet.head.append(element("style", { textContent: style }));
  const image = element("img", { src: address });
  Object.assign(image.style, { width, height });
  sheet.body.append(image);
  await image.decode();
  frame.contentWindow?.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  frame.contentWindow?.print();
}

/**
 * An SVG that brings its fonts along: what it is shown in knows none of this page.
 *
 * @param {string} svg
 * @param {string} faces
 */
export const withFaces = (svg, faces) => svg.replace(">", `><style>${faces}</style>`);

/**
 * @param {string} source
 * @param {number} width
 * @param {number} height
 */
async function pixels(source, width, height) {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = element("canvas", { width: Math.round(width), height: Math.round(height) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the picture is larger than this browser draws");
  return URL.createObjectURL(blob);
}
