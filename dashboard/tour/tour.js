/* The tour remembers in the browser that it has been seen; without a memory it shows itself once a visit. */

import { find } from "../live/element.js";

const SEEN = "performance-walls-tour";
const NARROW = "(max-width: 640px)"; // there its words would lie on the picture that they speak of
const OFFERED = -1; // before the first stop

function remembered() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(SEEN, "seen");
  } catch {
    // A browser that keeps nothing may show the tour again.
  }
}

/**
 * The page hands down the words of its stops.
 *
 * @param {{ data: { stops: string[] }, parentElement: ParentNode }} page
 */
export default function render({ data, parentElement }) {
  const tour = find(parentElement, ".tour", HTMLElement);
  const [where, words] = [".tour-at", ".tour-words"].map((selector) => find(tour, selector, HTMLElement));
  const [next, close] = [".tour-next", ".tour-end"].map((selector) => find(tour, selector, HTMLButtonElement));
  let at = matchMedia(NARROW).matches ? OFFERED : 0;
  const show = () => {
    const offered = at === OFFERED, last = at === data.stops.length - 1;
    tour.classList.toggle("is-offered", offered);
    where.textContent = offered ? "" : `${at + 1} of ${data.stops.length}`;
    words.textContent = offered ? "" : data.stops[at];
    next.textContent = offered ? `Tour in ${data.stops.length} steps` : last ? "Done" : "Next";
    close.hidden = last;
  };
  const end = () => {
    remember();
    tour.hidden = true;
  };
  next.onclick = () => {
    at += 1;
    if (at === data.stops.length) end();
    else show();
  };
  close.onclick = end;
  tour.onkeydown = (event) => event.key === "Escape" && end();
  tour.hidden = remembered();
  show();
}
