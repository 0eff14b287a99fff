/* The tour remembers in the browser that it has been seen; without a memory it shows itself once a visit. */

const SEEN = "performance-walls-tour";

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

export default function render({ data, parentElement }) {
  const tour = parentElement.querySelector(".tour");
  const next = tour.querySelector(".tour-next");
  let at = 0;
  const show = () => {
    const last = at === data.stops.length - 1;
    tour.querySelector(".tour-at").textContent = `${at + 1} of ${data.stops.length}`;
    tour.querySelector(".tour-words").textContent = data.stops[at];
    next.textContent = last ? "Done" : "Next";
    tour.querySelector(".tour-end").hidden = last;
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
  tour.querySelector(".tour-end").onclick = end;
  tour.onkeydown = (event) => event.key === "Escape" && end();
  tour.hidden = remembered();
  show();
}
