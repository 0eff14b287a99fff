/* A run through time: where its points stand, and what is said of the place. A place in it is a number from 0 to 1. */

import { filmed, filmReading } from "./film.js";
import { written } from "./number.js";
import { swarmPlaces, swarmReading } from "./swarm.js";

/** @import { Drawing, Play, Run } from "./types.js" */

/**
 * The drawing with the points that play along it where they stand; at the end of the run it is drawn as it comes.
 *
 * @param {Drawing} drawing
 * @param {number} at
 * @returns {Drawing}
 */
export function played(drawing, at) {
  const play = drawing.layout.meta?.play;
  if (!play || at === 1) return drawing;
  const data = drawing.data.slice();
  if (play.film) {
    const { trace } = play.film;
    data[trace] = { ...data[trace], ...filmed(play.film, at) };
    return { ...drawing, data };
  }
  if (play.swarm) {
    const { trace, potential, last } = play.swarm;
    const { x, y } = swarmPlaces(play.swarm, drawing.data[potential], at * last);
    data[trace] = { ...data[trace], x, y };
    return { ...drawing, data };
  }
  const index = pointAt(drawing, play, at);
  for (const { trace, along } of play.heads) {
    const { x, y, z } = drawing.data[along];
    data[trace] = { ...data[trace], x: [x[index]], y: [y[index]], ...(z && { z: [z[index]] }) };
  }
  return { ...drawing, data };
}

/**
 * The listed point nearest to a place in the run; it runs evenly along the axis, however its points lie.
 *
 * @param {Drawing} drawing
 * @param {Run} run
 * @param {number} at
 */
export function pointAt(drawing, { along, pace }, at) {
  /** @type {(value: number) => number} */
  const scale = pace.log ? Math.log10 : (value) => value;
  const places = Array.from(/** @type {ArrayLike<number>} */ (drawing.data[along][pace.of]), scale);
  const shown = places.filter(Number.isFinite);
  const wanted = shown[0] + at * (shown[shown.length - 1] - shown[0]);
  let nearest = 0;
  places.forEach((place, index) => {
    if (Math.abs(place - wanted) <= Math.abs(places[nearest] - wanted)) nearest = index;
  });
  return nearest;
}

/**
 * The numbers at a place in the run.
 *
 * @param {Drawing} drawing
 * @param {Play} play
 * @param {number} at
 */
export function playReading(drawing, play, at) {
  if (play.film) return filmReading(play.film, at);
  if (play.swarm) {
    const { lower } = swarmPlaces(play.swarm, drawing.data[play.swarm.potential], at * play.swarm.last);
    return swarmReading(play.swarm, lower, at);
  }
  const index = pointAt(drawing, play, at);
  const parts = play.readings.map(({ text, trace, of, unit, power }) => {
    const value = drawing.data[trace][of][index];
    return `${text} = ${written(power ? 10 ** value : value)}${unit && ` ${unit}`}`;
  });
  return parts.join(" · ");
}
