/* Elements that hop from one well to the other and back, at times that the server has drawn by lot. */

/* Where each element is seen at a time: in its place in a well, or on its way over the barrier. */
function swarmPlaces(swarm, potential, time) {
  const { element, shift, lift, flight } = swarm;
  const last = new Array(shift.length).fill(-Infinity);
  const state = new Array(shift.length).fill(0);
  swarm.time.forEach((hop, k) => {
    if (!(hop <= time)) return; // rows of frames are filled up with NaN
    state[element[k]] = 1 - state[element[k]];
    last[element[k]] = hop;
  });
  const x = Array.from(shift, (aside, k) => {
    const way = Math.min(1, (time - last[k]) / flight);
    const there = way * way * (3 - 2 * way);
    return (state[k] ? 2 * there - 1 : 1 - 2 * there) + aside;
  });
  const y = x.map((place, k) => heightAt(potential, place) + lift[k]);
  return { x, y, lower: state.reduce((sum, one) => sum + one, 0) };
}

/* The potential at a place, between the points at which it is listed. */
function heightAt({ x, y }, place) {
  const at = ((place - x[0]) / (x[x.length - 1] - x[0])) * (x.length - 1);
  const low = Math.max(0, Math.min(x.length - 2, Math.floor(at)));
  return y[low] + (at - low) * (y[low + 1] - y[low]);
}

/* The time, how many are in the lower well, and how many there are on average. */
function swarmReading(swarm, lower, at) {
  const k = at * (swarm.exact.length - 1);
  const low = Math.min(swarm.exact.length - 2, Math.floor(k));
  const exact = swarm.exact[low] + (k - low) * (swarm.exact[low + 1] - swarm.exact[low]);
  const time = `t = ${written(at * swarm.last * swarm.unit_s)} s`;
  return `${time} · ${lower} of ${swarm.shift.length} in the lower well · ${written(exact * swarm.shift.length)} on average`;
}
