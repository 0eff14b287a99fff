/* The walls on the first page of the site; each leads to its own. */

for (const root of document.querySelectorAll(".walls")) {
  const { walls, pages } = JSON.parse(root.querySelector("script").textContent);
  new Walls(root).update({ walls }, (name) => (location.href = pages[name]));
}
