/* Elements that hop from one well to the other and back, at times that the server has drawn by lot. */

import { written } from "./number.js";

/** @import { Swarm, Trace } from "./types.js" */

/**
 * Where each element is seen at a time: in its place in a well, or on its way over the barrier.
 *
 * @param {Swarm} swarm
 * @param {Trace} potential
 * @param {number} time in relaxation times
 */
export function swarmPlaces(swarm, potential, time) {
  const { element, shift, lift, flight } = swarm;
  const last = new Array(shift.length).fill(-Infinity);
  const state = new Array(shift.length).fill(0);
  for (let k = 0; k < swarm.time.length; k++) {
    if (!(swarm.time[k] <= time)) continue; // rows of frames are filled up with NaN
    state[element[k]] = 1 - state[element[k]];
    last[element[k]] = swarm.time[k];
  }
  const x = Array.from(shift, (aside, k) => {
    const way = Math.min(1, (time - last[k]) / flight);
    const there = way * way * (3 - 2 * way);
    return (state[k] ? 2 * there - 1 : 1 - 2 * there) + aside;
  });
  const y = x.map((place, k) => heightAt(potential, place) + lift[k]);
  return { x, y, lower: state.reduce((sum, one) => sum + one, 0) };
}

/**
 * The potential at a place, between the points at which it is listed.
 *
 * @param {Trace} potential
 * @param {number} place
 */
export function heightAt({ x, y }, place) {
  return between(y, ((place - x[0]) / (x[x.length - 1] - x[0])) * (x.length - 1));
}

/**
 * What stands between two values of a list: at 1.5, halfway from its second to its third. Beyond its ends the line goes
 * on.
 *
 * @param {ArrayLike<number>} list
 * @param {number} at
 */
function between(list, at) {
  const low = Math.max(0, Math.min(list.length - 2, Math.floor(at)));
  return list[low] + (at - low) * (list[low + 1] - list[low]);
}

/**
 * The time, how many are in the lower well, and how many there are on average.
 *
 * @param {Swarm} swarm
 * @param {number} lower
 * @param {number} at where in the run, from 0 to 1
 */
export function swarmReading(swarm, lower, at) {
  const all = swarm.shift.length;
  const average = written(between(swarm.exact, at * (swarm.exact.length - 1)) * all);
  const time = `t = ${written(at * swarm.last * swarm.unit_s)} s`;
  return `${time} · ${lower} of ${all} in the lower well · ${average} on average`;
}
