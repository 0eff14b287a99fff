/* Drawings: how they come, how they change along a slider, and how they fit where they are shown. */

const NARROW = 560; // px of width below which a picture is drawn for a narrow screen
const CLASSROOM = { least: 18, type: 1.3, stroke: 1.5, mark: 1.35 };

/* On a narrow screen: smaller labels, narrower margins, and the scene seen from farther away. */
function fitted(layout, width) {
  if (width > NARROW) return layout;
  const narrow = { ...layout, margin: { ...layout.margin, l: 44, r: 6, t: 6, b: 40 } };
  narrow.font = smaller(layout.font);
  narrow.annotations = layout.annotations?.map((label) => ({ ...label, font: smaller(label.font) }));
  if (layout.yaxis2) narrow.margin.r = 48;
  for (const axis of ["xaxis", "yaxis", "yaxis2"])
    if (layout[axis])
      narrow[axis] = {
        ...layout[axis],
        tickfont: { ...layout[axis].tickfont, size: 11 },
        title: { ...layout[axis].title, font: { ...layout[axis].title?.font, size: 12 } },
      };
  if (layout.scene) {
    const eye = times(layout.scene.camera.eye, distanceOn(width));
    narrow.scene = { ...layout.scene, camera: { ...layout.scene.camera, eye } };
    narrow.margin = { l: 0, r: 0, t: 0, b: 0 };
  }
  return narrow;
}

/* An element of the page. */
function element(tag, properties, ...children) {
  const { dataset, ...others } = properties;
  const made = Object.assign(document.createElement(tag), others);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
}

const times = (vector, factor) =>
  Object.fromEntries(Object.entries(vector).map(([axis, value]) => [axis, value * factor]));

/* From how far a scene is seen, where it is this wide. */
const distanceOn = (width) => (width > NARROW ? 1 : 1.35);

/* Arrays come as base64 with all their digits; here they become arrays. */
function decodeArrays(node) {
  if (Array.isArray(node)) return node.map(decodeArrays);
  if (node === null || typeof node !== "object") return node;
  if (typeof node.bdata === "string") {
    const bytes = Uint8Array.from(atob(node.bdata), (character) => character.charCodeAt(0));
    const flat = new Float64Array(bytes.buffer);
    if (!node.shape) return flat;
    const [rows, columns] = node.shape.split(",").map(Number);
    return Array.from({ length: rows }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, decodeArrays(value)]));
}

const smaller = (font) => ({ ...font, size: Math.round((font?.size ?? 14) * 0.79) });

/* For a classroom: type that is read from the back row, and strokes to match. */
function enlarged(node, key) {
  if (Array.isArray(node)) return node.map((one) => enlarged(one));
  if (!isPlain(node)) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, enlarged(value, name)]));
  if (key?.endsWith("font") && copy.size) copy.size = Math.max(CLASSROOM.least, Math.round(copy.size * CLASSROOM.type));
  if (key === "line" && typeof copy.width === "number") copy.width *= CLASSROOM.stroke;
  if (key === "marker" && typeof copy.size === "number") copy.size *= CLASSROOM.mark;
  return copy;
}

const fittedData = (data, width) =>
  width > NARROW ? data : data.map((trace) => (trace.textfont ? { ...trace, textfont: smaller(trace.textfont) } : trace));

const isPlain = (node) => node !== null && typeof node === "object" && !ArrayBuffer.isView(node);

function resolveColors(node, colors) {
  if (typeof node === "string") return colors[node] ?? node;
  if (Array.isArray(node)) return node.map((one) => resolveColors(one, colors));
  if (!isPlain(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolveColors(value, colors)]));
}

const isPlane = (drawing) => drawing.data.every((trace) => trace.type === "scatter");

/* Copy on the way down, so that Plotly sees new objects exactly where something changed. */
function withValue(node, path, value, depth = 0) {
  if (depth === path.length) return value;
  const copy = Array.isArray(node) ? node.slice() : { ...node };
  copy[path[depth]] = withValue(copy[path[depth]], path, value, depth + 1);
  return copy;
}

class Frames {
  constructor(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    this.header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    let offset = 4 + length;
    for (const array of this.header.arrays) {
      array.values = new Float32Array(buffer, offset, array.length * this.header.stops.length);
      offset += array.values.byteLength;
    }
  }

  apply(drawing, index) {
    let drawn = drawing;
    for (const { path, shape, length, values } of this.header.arrays) {
      const flat = values.subarray(index * length, (index + 1) * length);
      const columns = shape[1];
      const value =
        shape.length < 2
          ? flat
          : Array.from({ length: shape[0] }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
      drawn = withValue(drawn, path, value);
    }
    for (const { path, values } of this.header.others) drawn = withValue(drawn, path, values[index]);
    return drawn;
  }
}

/* A number as people read it: 0.4573, 31,600, 4.2 × 10⁻⁹. */
function written(value) {
  if (!Number.isFinite(value)) return "—";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6))
    return value.toLocaleString("en", { maximumSignificantDigits: size >= 1e4 ? 6 : 4 }).replace("-", "−");
  const [mantissa, exponent] = value.toExponential(3).split("e");
  const raised = [...exponent.replace("+", "")].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit] ?? "⁻").join("");
  const factor = Number(mantissa) === 1 ? "" : `${Number(mantissa)} × `;
  return `${factor}10${raised}`.replace("-", "−");
}
