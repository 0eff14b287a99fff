/* A picture that comes about: a trace as it was at some moments of a run. */

import { written } from "./number.js";

/** @import { Film } from "./types.js" */

/**
 * The column of a trace as it was at a place in the run.
 *
 * @param {Film} film
 * @param {number} at
 * @returns {Record<string, any>}
 */
export function filmed(film, at) {
  const { of, width, frames } = film;
  const frame = frames[momentAt(film, at)];
  if (!width) return { [of]: frame };
  const rows = [];
  for (let start = 0; start < frame.length; start += width) rows.push(Array.from(frame).slice(start, start + width));
  return { [of]: rows };
}

/**
 * The number of the moment that is shown at a place in the run: they follow each other evenly.
 *
 * @param {Film} film
 * @param {number} at
 */
export const momentAt = ({ n }, at) => Math.round(at * (n.length - 1));

/**
 * The numbers at a place in the run.
 *
 * @param {Film} film
 * @param {number} at
 */
export function filmReading(film, at) {
  const moment = momentAt(film, at);
  return film.readings.map(({ text, values, unit }) => `${text} = ${rounded(values[moment])}${unit && ` ${unit}`}`)
    .join(" · ");
}

/**
 * A number of three digits, or a whole one: more would flicker.
 *
 * @param {number} value
 */
const rounded = (value) => written(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
