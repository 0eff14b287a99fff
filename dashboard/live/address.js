/* The address of the page. */

/**
 * Put something into the address, in the place of what stands there or as a step in the history. A page from a disk, or
 * in a frame of its own, may not: what it shows can still be had as a link.
 *
 * @param {string} address
 * @param {boolean} instead
 * @returns {boolean} whether it stands there now
 */
export function putInAddress(address, instead) {
  try {
    if (instead) history.replaceState(history.state, "", address);
    else history.pushState(null, "", address);
    return true;
  } catch {
    return false;
  }
}

/**
 * The address that reopens this page in the state of a query. Where it could not be written, it stands after the hash.
 *
 * @param {string} query
 */
export function addressWith(query) {
  const page = location.href.replace(/#(?!\/).*$/, "").split("?")[0];
  return query ? `${page}?${query}` : page;
}
