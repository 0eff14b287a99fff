/* Points on the curves of a plane figure: the nearest to a place, the next along a curve, and what two of them say. */

import { written } from "./number.js";

/**
 * A curve or marks, in pixels; `joined` tells curves from marks.
 *
 * @typedef {{ index: number, joined: boolean, x: ArrayLike<number>, y: ArrayLike<number> }} Curve
 *
 * A point on a curve: `part` of the way from its vertex `i` to the next.
 *
 * @typedef {{ index: number, i: number, part: number }} Point
 *
 * How an axis reads: what it is called, the unit, and whether it is logarithmic.
 *
 * @typedef {{ name: string, unit: string, log: boolean }} Reading
 *
 * @typedef {{ x: number, y: number, of: Reading }} Value
 */

const VERTEX = 1.5; // px: so near to a vertex, it is meant

/**
 * The point of some curves that is nearest to a place; null where there is none.
 *
 * @param {Curve[]} curves
 * @param {number} x px
 * @param {number} y px
 * @returns {Point | null}
 */
export function nearest(curves, x, y) {
  /** @type {Point | null} */
  let best = null;
  let least = Infinity;
  for (const curve of curves) {
    for (let i = 0; i < curve.x.length; i++) {
      const part = partOf(curve, i, x, y), [px, py] = placeOf(curve, i, part);
      const far = Math.hypot(px - x, py - y);
      if (far < least) {
        least = far;
        best = { index: curve.index, i, part };
      }
    }
  }
  return best;
}

/**
 * How far along from a vertex to the next a curve comes nearest to a place.
 *
 * @param {Curve} curve
 * @param {number} i
 * @param {number} x
 * @param {number} y
 */
function partOf(curve, i, x, y) {
  const dx = curve.x[i + 1] - curve.x[i], dy = curve.y[i + 1] - curve.y[i], long = Math.hypot(dx, dy);
  if (!curve.joined || !(long > 0)) return 0;
  const part = ((x - curve.x[i]) * dx + (y - curve.y[i]) * dy) / long ** 2;
  if (part * long < VERTEX) return 0;
  return (1 - part) * long < VERTEX ? 1 : part;
}

/**
 * Where a point is, in pixels; NaN where the curve has no place.
 *
 * @param {Curve} curve
 * @param {number} i
 * @param {number} part
 */
export function placeOf({ x, y }, i, part) {
  if (!part) return [x[i], y[i]];
  return [x[i] + part * (x[i + 1] - x[i]), y[i] + part * (y[i + 1] - y[i])];
}

/**
 * The point so many pixels farther along the same curve, or back; of marks, the next one.
 *
 * @param {Curve} curve
 * @param {Point} from
 * @param {number} far px, less than zero for back
 * @returns {Point}
 */
export function along(curve, from, far) {
  const way = Math.sign(far);
  let { i, part } = from, left = Math.abs(far);
  while (left > 0) {
    if (part === 1) [i, part] = [i + 1, 0];
    const segment = way < 0 && part === 0 ? i - 1 : i;
    const long = Math.hypot(curve.x[segment + 1] - curve.x[segment], curve.y[segment + 1] - curve.y[segment]);
    if (!(long >= 0)) break; // its end, or a gap
    const room = (way > 0 ? 1 - (segment === i ? part : 0) : segment === i ? part : 1) * long;
    if (curve.joined && left < room) {
      const start = segment === i ? part : 1;
      [i, part] = [segment, start + (way * left) / long];
      break;
    }
    left = curve.joined ? left - room : 0;
    [i, part] = way > 0 ? [segment + 1, 0] : [segment, 0];
  }
  return { index: from.index, i, part };
}

/**
 * The value a part of the way between two, as an axis has it.
 *
 * @param {ArrayLike<number>} values
 * @param {Point} point
 * @param {boolean} log
 */
export function valueAt(values, { i, part }, log) {
  if (!part) return values[i];
  const [one, other] = [values[i], values[i + 1]];
  return log ? one * Math.pow(other / one, part) : one + part * (other - one);
}

/**
 * Say where a point is.
 *
 * @param {Reading} across
 * @param {Value} value
 */
export function said(across, { x, y, of }) {
  return `${across.name} = ${amount(x, across)}, ${of.name} = ${amount(y, of)}`;
}

/**
 * @param {number} value
 * @param {Reading} axis
 */
const amount = (value, { unit }) => `${written(value)}${unit && ` ${unit}`}`;

/**
 * Say how two points differ: by how much, how many times, and how steep it is between them, as the axes have it.
 *
 * @param {Reading} across
 * @param {Value} one
 * @param {Value} other
 */
export function compared(across, one, other) {
  const dx = other.x - one.x, dy = other.y - one.y;
  const parts = [`Δx = ${amount(dx, across)}`];
  if (one.x > 0 && other.x > 0) parts.push(`x₂/x₁ = ${written(other.x / one.x)}`);
  if (one.of.name !== other.of.name) return `${parts.join(", ")}. The two are on different axes.`;
  parts.push(`Δy = ${amount(dy, one.of)}`);
  if (one.y * other.y > 0) parts.push(`y₂/y₁ = ${written(other.y / one.y)}`);
  const slope = steepness(across, one, other);
  return `${parts.join(", ")}.${slope && ` Slope: ${slope}.`}`;
}

/**
 * How steep it is from one point to another: a power, so much for each decade, or so much for each unit.
 *
 * @param {Reading} across
 * @param {Value} one
 * @param {Value} other
 */
function steepness(across, one, other) {
  const { of } = one, decades = Math.log10(other.x / one.x), rise = Math.log10(other.y / one.y);
  if (across.log && of.log) return decades ? `y grows as x to the power ${written(rise / decades)}` : "";
  if (across.log) {
    const each = (other.y - one.y) / decades;
    return decades ? `${amount(each, of)} for each decade of x, ${amount(each / Math.LN10, of)} for each factor e` : "";
  }
  const dx = other.x - one.x;
  if (!dx) return "";
  if (of.log) return `y changes by 10 to the power ${written(rise / dx)} for each ${across.unit || "unit"} of x`;
  return `${amount((other.y - one.y) / dx, of)} for each ${across.unit || "unit"} of x`;
}
