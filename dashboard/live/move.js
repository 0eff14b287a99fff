/* Moving what Plotly has drawn.
 *
 * Plotly takes some 20 ms to draw a figure anew, mostly for what does not change. While a thumb moves, only curves,
 * marks and labels of a plane figure change their place; putting them there takes a fraction of a millisecond. The
 * true drawing follows as soon as the thumb rests. Where something else changes, `move` leaves it to Plotly.
 */

const PLACES = 4; // decimals of a pixel
const shifted = new WeakMap(); // plot -> what is not where Plotly drew it

/* Move the marks of a plot from one drawing to the next; false if Plotly has to draw before they are right. */
function move(plot, before, after) {
  const full = plot._fullLayout;
  if (!full?.xaxis?.d2p || full.scene || before.data.length !== after.data.length) return false;
  let complete = true;
  after.data.forEach((trace, index) => {
    if (trace !== before.data[index]) complete = moveTrace(plot, index, before.data[index], trace) && complete;
  });
  return moveLayout(plot, before.layout, after.layout) && complete;
}

function moveTrace(plot, index, before, after) {
  const full = plot._fullData[index];
  const group = full && plot.querySelector(`.scatterlayer .trace${full.uid}`);
  if (!group || after.type !== "scatter") return false;
  const { xaxis } = plot._fullLayout;
  const yaxis = yAxis(plot, after.yaxis);
  const values = (axis) => (after[axis] === before[axis] ? full[axis] : after[axis]);
  const xs = values("x"), ys = values("y");
  const x = (i) => xaxis.d2p(xs[i]), y = (i) => yaxis.d2p(ys[i]);
  const line = group.querySelector("path.js-line");
  if (line) line.setAttribute("d", path(xs, ys, x, y));
  const fill = after.fill === "toself" && group.querySelector("path.js-fill");
  if (fill) fill.setAttribute("d", `${path(xs, ys, x, y)}Z`);
  for (const point of group.querySelectorAll("path.point")) {
    const { i } = point.__data__;
    if (Number.isFinite(y(i))) point.setAttribute("transform", `translate(${x(i)},${y(i)})`);
  }
  for (const label of group.querySelectorAll("g.textpoint")) {
    const { i } = label.__data__;
    shift(plot, label, x(i) - xaxis.d2p(full.x[i]), y(i) - yaxis.d2p(full.y[i]));
  }
  return Object.keys(after).every((key) => key === "x" || key === "y" || after[key] === before[key]);
}

const yAxis = (plot, name) => plot._fullLayout[name === "y2" ? "yaxis2" : "yaxis"];

function path(xs, ys, x, y) {
  let drawn = "", pen = "M";
  for (let i = 0; i < xs.length; i++) {
    const px = x(i), py = y(i);
    if (Number.isFinite(px) && Number.isFinite(py)) {
      drawn += `${pen}${px.toFixed(PLACES)},${py.toFixed(PLACES)}`;
      pen = "L";
    } else pen = "M";
  }
  return drawn || "M0,0";
}

function shift(plot, element, dx, dy) {
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return;
  element.style.transform = `translate(${dx}px,${dy}px)`;
  if (!shifted.has(plot)) shifted.set(plot, new Set());
  shifted.get(plot).add(element);
}

/* Labels and lines that stand at a height move with it; any other change of the layout is Plotly's. */
function moveLayout(plot, before, after) {
  let complete = true;
  const items = (kind, key, nodes) => {
    (after[kind] ?? []).forEach((item, index) => {
      const old = before[kind]?.[index];
      if (item === old) return;
      const yaxis = yAxis(plot, item.yref);
      for (const node of plot.querySelectorAll(`${nodes}[data-index="${index}"]`))
        shift(plot, node, 0, yaxis.r2p(item[key]) - yaxis.r2p(old?.[key]));
      const moved = new Set(["y", "y0", "y1"]);
      if (!old || Object.keys(item).some((name) => !moved.has(name) && item[name] !== old[name])) complete = false;
    });
  };
  items("annotations", "y", ".annotation");
  items("shapes", "y0", ".shapelayer path");
  const others = ["annotations", "shapes", "meta"];
  return complete && Object.keys(after).every((key) => others.includes(key) || after[key] === before[key]);
}

/* Forget the shifts once Plotly has drawn everything in its place. */
function settle(plot) {
  for (const element of shifted.get(plot) ?? []) element.style.transform = "";
  shifted.delete(plot);
}
