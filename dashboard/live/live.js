/* The live figure: a Plotly figure that is mounted once and follows the thumb on a slider.
 *
 * It knows figures, parameters and addresses, nothing else. When a hand nears a slider it fetches the figure's frames
 * along that slider once; while the thumb moves it draws from them, without the server. Until they are there, one
 * request for a single figure is under way at a time and the latest value wins. On release the page hands down the
 * committed figure, which looks the same.
 */

const REPEAT_AFTER = 1500; // ms between attempts while the server does not answer
const NARROW = 560; // px of width below which a picture is drawn for a narrow screen
const REST = 120; // ms without a move after which Plotly draws what was only moved
const LAG = 240; // ms that what cannot be moved (the text of a label) may lag behind the thumb
const PRINT = { width: 1000, height: 620, pixels: 3 }; // PNG at three pixels a point: 300 dpi at 10 inches
const PLAY = 9000; // ms for a run from its first update to its last
const CALM = 24; // jumps it is played in where the reader asks for less motion
const CLASSROOM = { least: 18, type: 1.3, stroke: 1.5, mark: 1.35 };
const LABELS = { png: "PNG", svg: "SVG", csv: "CSV", html: "HTML", json: "JSON" };

let plotlyLoading = null;

function loadPlotly(base, version) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  plotlyLoading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}figures/plotly.min.js?v=${version}`;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      plotlyLoading = null;
      script.remove();
      reject(new Error("Plotly could not be loaded"));
    };
    document.head.append(script);
  });
  return plotlyLoading;
}

/* ---- drawings ---- */

/* On a narrow screen: smaller labels, narrower margins, and the scene seen from farther away. */
function fitted(layout, width) {
  if (width > NARROW) return layout;
  const narrow = { ...layout, margin: { ...layout.margin, l: 44, r: 6, t: 6, b: 40 } };
  narrow.font = smaller(layout.font);
  narrow.annotations = layout.annotations?.map((label) => ({ ...label, font: smaller(label.font) }));
  if (layout.yaxis2) narrow.margin.r = 48;
  for (const axis of ["xaxis", "yaxis", "yaxis2"])
    if (layout[axis])
      narrow[axis] = {
        ...layout[axis],
        tickfont: { ...layout[axis].tickfont, size: 11 },
        title: { ...layout[axis].title, font: { ...layout[axis].title?.font, size: 12 } },
      };
  if (layout.scene) {
    const { eye } = layout.scene.camera;
    const farther = Object.fromEntries(Object.entries(eye).map(([axis, value]) => [axis, value * 1.35]));
    narrow.scene = { ...layout.scene, camera: { ...layout.scene.camera, eye: farther } };
    narrow.margin = { l: 0, r: 0, t: 0, b: 0 };
  }
  return narrow;
}

/* Arrays come as base64 with all their digits; here they become arrays. */
function decodeArrays(node) {
  if (Array.isArray(node)) return node.map(decodeArrays);
  if (node === null || typeof node !== "object") return node;
  if (typeof node.bdata === "string") {
    const bytes = Uint8Array.from(atob(node.bdata), (character) => character.charCodeAt(0));
    const flat = new Float64Array(bytes.buffer);
    if (!node.shape) return flat;
    const [rows, columns] = node.shape.split(",").map(Number);
    return Array.from({ length: rows }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, decodeArrays(value)]));
}

const smaller = (font) => ({ ...font, size: Math.round((font?.size ?? 14) * 0.79) });

/* For a classroom: type that is read from the back row, and strokes to match. */
function enlarged(node, key) {
  if (Array.isArray(node)) return node.map((one) => enlarged(one));
  if (!isPlain(node)) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, enlarged(value, name)]));
  if (key?.endsWith("font") && copy.size) copy.size = Math.max(CLASSROOM.least, Math.round(copy.size * CLASSROOM.type));
  if (key === "line" && typeof copy.width === "number") copy.width *= CLASSROOM.stroke;
  if (key === "marker" && typeof copy.size === "number") copy.size *= CLASSROOM.mark;
  return copy;
}

const fittedData = (data, width) =>
  width > NARROW ? data : data.map((trace) => (trace.textfont ? { ...trace, textfont: smaller(trace.textfont) } : trace));

const isPlain = (node) => node !== null && typeof node === "object" && !ArrayBuffer.isView(node);

function resolveColors(node, colors) {
  if (typeof node === "string") return colors[node] ?? node;
  if (Array.isArray(node)) return node.map((one) => resolveColors(one, colors));
  if (!isPlain(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolveColors(value, colors)]));
}

const isPlane = (drawing) => drawing.data.every((trace) => trace.type === "scatter");

/* Copy on the way down, so that Plotly sees new objects exactly where something changed. */
function withValue(node, path, value, depth = 0) {
  if (depth === path.length) return value;
  const copy = Array.isArray(node) ? node.slice() : { ...node };
  copy[path[depth]] = withValue(copy[path[depth]], path, value, depth + 1);
  return copy;
}

class Frames {
  constructor(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    this.header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    let offset = 4 + length;
    for (const array of this.header.arrays) {
      array.values = new Float32Array(buffer, offset, array.length * this.header.stops.length);
      offset += array.values.byteLength;
    }
  }

  apply(drawing, index) {
    let drawn = drawing;
    for (const { path, shape, length, values } of this.header.arrays) {
      const flat = values.subarray(index * length, (index + 1) * length);
      const columns = shape[1];
      const value =
        shape.length < 2
          ? flat
          : Array.from({ length: shape[0] }, (_, row) => flat.subarray(row * columns, (row + 1) * columns));
      drawn = withValue(drawn, path, value);
    }
    for (const { path, values } of this.header.others) drawn = withValue(drawn, path, values[index]);
    return drawn;
  }
}

/* A number as people read it: 0.4573, 31,600, 4.2 × 10⁻⁹. */
function written(value) {
  if (!Number.isFinite(value)) return "—";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6))
    return value.toLocaleString("en", { maximumSignificantDigits: size >= 1e4 ? 6 : 4 }).replace("-", "−");
  const [mantissa, exponent] = value.toExponential(3).split("e");
  const raised = [...exponent.replace("+", "")].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit] ?? "⁻").join("");
  const factor = Number(mantissa) === 1 ? "" : `${Number(mantissa)} × `;
  return `${factor}10${raised}`.replace("-", "−");
}

/* ---- the figure ---- */

class LiveFigure {
  constructor(root) {
    this.root = root;
    this.plot = root.querySelector(".live-plot");
    this.caption = root.querySelector(".live-caption");
    this.description = root.querySelector(".live-description");
    this.status = root.querySelector(".live-status");
    this.exports = root.querySelector(".live-exports");
    this.player = root.querySelector(".live-player");
    this.button = this.player.querySelector("button");
    this.scrubber = this.player.querySelector("input");
    this.reading = this.player.querySelector("output");
    this.at = 1; // where the points that play stand: 0 at the first update, 1 at the last
    this.frames = new Map();
    this.moved = new Map(); // slider key -> index where the thumb stands, until the page catches up
    this.pause();
    this.listen();
  }

  listen() {
    const near = (event) => {
      const key = this.sliderOf(event.target);
      if (key) this.prefetch(key);
    };
    this.stop = new AbortController();
    for (const type of ["pointerover", "pointerdown", "focusin"])
      document.addEventListener(type, near, { signal: this.stop.signal, passive: true });
    this.watcher = new MutationObserver((changes) => {
      for (const change of changes) {
        const key = this.sliderOf(change.target);
        if (key) this.follow(key, change.target);
      }
    });
    this.watcher.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
    this.button.addEventListener("click", () => (this.playing ? this.pause() : this.play()), { signal: this.stop.signal });
    this.scrubber.addEventListener("input", () => this.scrub(), { signal: this.stop.signal });
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.plot);
    // The ground's colour has a transition of no length: its end tells that the theme has changed.
    this.root.addEventListener("transitionend", () => this.redraw(), { signal: this.stop.signal });
  }

  destroy() {
    this.stop.abort();
    this.pause();
    this.watcher.disconnect();
    this.sizes.disconnect();
    clearTimeout(this.retry);
    clearTimeout(this.resting);
    window.Plotly?.purge(this.plot);
  }

  /* Which of this figure's sliders an element belongs to. */
  sliderOf(element) {
    const holder = element.closest?.('[class*="st-key-"]');
    if (!holder || !this.data) return null;
    for (const name of holder.classList)
      if (name.startsWith("st-key-") && name.slice(7) in this.data.sliders) return name.slice(7);
    return null;
  }

  /* The page hands down the committed figure. */
  async update(data) {
    const first = !this.data;
    if (data.veiled !== this.data?.veiled) this.at = data.veiled ? 0 : 1;
    this.data = data;
    this.committed = decodeArrays(data.drawing);
    this.show(this.committed);
    for (const [key, index] of this.moved) {
      const { committed } = data.sliders[key] ?? {};
      if (committed === undefined || committed === index || !this.draggedNow(key)) this.moved.delete(key);
    }
    this.description.textContent = data.description;
    this.description.id = `description-${data.name}`;
    this.plot.setAttribute("aria-describedby", this.description.id);
    this.plot.style.height = `${this.heightOf(data)}px`;
    this.plot.setAttribute("aria-label", data.title);
    if (first) this.showExports();
    this.linkExports();
    try {
      this.Plotly = await loadPlotly(data.base, data.version);
    } catch {
      this.offline(() => this.update(data));
      return;
    }
    for (const [key, index] of this.moved) this.showFrame(key, index);
    if (!this.moved.size) await this.redraw();
    this.online();
  }

  heightOf(data) {
    return this.committed.layout.meta?.height ?? data.height;
  }

  draggedNow(key) {
    const slider = document.querySelector(`.st-key-${CSS.escape(key)}`);
    return slider?.matches(":active") || slider?.contains(document.activeElement);
  }

  dark() {
    const color = getComputedStyle(this.root).getPropertyValue("--st-background-color").trim();
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
    const parts = hex ? hex.slice(1).map((part) => parseInt(part, 16)) : (color.match(/[\d.]+/g) ?? [255, 255, 255]);
    return parts.slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384;
  }

  /* What is to be seen: a drawing, with the points that play along it where they now stand. */
  show(drawing) {
    this.base = drawing;
    this.shown = this.played(drawing);
    this.readOut();
  }

  colors(mode) {
    return this.data.colors[mode ?? (this.dark() ? "dark" : "light")];
  }

  drawnIn(mode) {
    const layout = { ...this.shown.layout, template: this.data.template };
    if (this.data.veiled) layout.annotations = [];
    const drawing = { data: this.shown.data, layout };
    return resolveColors(this.data.classroom ? enlarged(drawing) : drawing, this.colors(mode));
  }

  /* One drawing at a time; what was asked for meanwhile is drawn next, once the screen has shown this one. */
  redraw() {
    if (this.drawing) {
      this.stale = true;
      return this.drawing;
    }
    this.drawing = this.draw().finally(() => {
      this.drawing = null;
      if (this.stale) {
        this.stale = false;
        requestAnimationFrame(() => this.redraw());
      }
    });
    return this.drawing;
  }

  async draw() {
    if (!this.Plotly || !this.shown) return;
    clearTimeout(this.resting);
    const shown = this.shown;
    const { data, layout } = this.drawnIn();
    const config = { displaylogo: false, responsive: false, plotGlPixelRatio: window.devicePixelRatio || 1 };
    config.modeBarButtonsToRemove = ["toImage", "select2d", "lasso2d", "sendChartToCloud"];
    const layoutHere = { ...fitted(layout, this.plot.clientWidth), autosize: true };
    await this.Plotly.react(this.plot, fittedData(data, this.plot.clientWidth), layoutHere, config);
    settle(this.plot);
    this.openSources();
    this.drawn = shown;
    this.drawnAt = performance.now();
    this.showCaption(layout);
  }

  /* What the figure says; nothing while a question about it is open. */
  showCaption(layout) {
    this.caption.textContent = (!this.data.veiled && layout.meta?.caption) || "";
  }

  /* A click on a mark that has an address opens it. */
  openSources() {
    if (this.opening) return;
    this.opening = true;
    this.plot.on("plotly_click", ({ points }) => {
      const address = points[0]?.customdata;
      if (typeof address === "string" && address.startsWith("http")) window.open(address, "_blank", "noopener");
    });
  }

  resize() {
    const narrow = this.plot.clientWidth <= NARROW;
    if (narrow !== this.narrow) this.redraw();
    this.narrow = narrow;
    if (this.Plotly && this.plot.querySelector(".main-svg")) this.Plotly.Plots.resize(this.plot);
  }

  /* ---- following the thumb ---- */

  query(except) {
    const query = new URLSearchParams(this.data.query);
    if (except) query.delete(except);
    return query;
  }

  sweepAddress(key) {
    const query = this.query(key);
    query.set("over", key);
    query.set("v", this.data.version);
    return `${this.data.base}figures/${this.data.name}/sweep?${query}`;
  }

  prefetch(key) {
    const address = this.sweepAddress(key);
    let frames = this.frames.get(address);
    if (!frames) {
      if (this.frames.size > 24) this.frames.delete(this.frames.keys().next().value);
      frames = { ready: null };
      this.frames.set(address, frames);
      fetch(address)
        .then((answer) => {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.arrayBuffer();
        })
        .then((buffer) => {
          frames.ready = new Frames(buffer);
          this.online();
          if (this.moved.has(key)) this.showFrame(key, this.moved.get(key));
        })
        .catch(() => {
          this.frames.delete(address);
          this.offline(() => this.prefetch(key));
        });
    }
    return frames.ready;
  }

  follow(key, input) {
    const { start, step } = this.data.sliders[key];
    const index = Math.round((Number(input.value) - start) / step);
    if (this.moved.get(key) === index) return;
    this.moved.set(key, index);
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = null;
      this.showFrame(key, this.moved.get(key));
    });
  }

  showFrame(key, index) {
    const frames = this.prefetch(key);
    if (!frames) return this.fetchOne(key, index);
    this.show(frames.apply(this.committed, index));
    this.moveOrDraw();
  }

  /* Move what can be moved at once, and let Plotly draw when the thumb rests or something else has changed. */
  moveOrDraw() {
    const shown = this.shown;
    if (this.drawing || !this.drawn || !isPlane(shown)) return this.redraw();
    const complete = move(this.plot, this.drawn, shown);
    this.showCaption(shown.layout);
    clearTimeout(this.resting);
    const lag = performance.now() - this.drawnAt;
    if (!complete && lag > LAG) return this.redraw();
    this.resting = setTimeout(() => this.redraw(), complete ? REST : Math.min(REST, LAG - lag));
  }

  /* Frames are on their way: ask for this one value; one request at a time, the latest wins. */
  async fetchOne(key, index) {
    this.wanted = { key, index };
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.wanted) {
        const want = this.wanted;
        this.wanted = null;
        const query = this.query();
        query.set(want.key, this.data.sliders[want.key].stops[want.index]);
        query.set("theme", this.dark() ? "dark" : "light");
        const answer = await fetch(`${this.data.base}figures/${this.data.name}.json?${query}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const drawing = decodeArrays(await answer.json());
        if (this.moved.get(want.key) === want.index && !this.prefetch(want.key)) {
          this.show(drawing);
          await this.redraw();
        }
      }
    } catch {
      this.offline(() => {});
    } finally {
      this.asking = false;
    }
  }

  /* ---- playing a run through time ---- */

  played(drawing) {
    const play = drawing.layout.meta?.play;
    this.player.hidden = !play;
    if (!play || this.at === 1) return drawing;
    const data = drawing.data.slice();
    if (play.swarm) {
      const { trace, potential, last } = play.swarm;
      const { x, y } = swarmPlaces(play.swarm, drawing.data[potential], this.at * last);
      data[trace] = { ...data[trace], x, y };
      return { ...drawing, data };
    }
    const index = this.index(drawing);
    for (const { trace, along } of play.heads) {
      const { x, y, z } = drawing.data[along];
      data[trace] = { ...data[trace], x: [x[index]], y: [y[index]], ...(z && { z: [z[index]] }) };
    }
    return { ...drawing, data };
  }

  /* The listed point nearest to where the run stands; it runs evenly along the axis, however its points lie. */
  index(drawing) {
    const { along, pace } = drawing.layout.meta.play;
    const scale = pace.log ? Math.log10 : (value) => value;
    const places = Array.from(drawing.data[along][pace.of], scale);
    const shown = places.filter(Number.isFinite);
    const wanted = shown[0] + this.at * (shown.at(-1) - shown[0]);
    let nearest = 0;
    places.forEach((place, index) => {
      if (Math.abs(place - wanted) <= Math.abs(places[nearest] - wanted)) nearest = index;
    });
    return nearest;
  }

  /* Say the numbers where the points stand. */
  readOut() {
    const play = this.base.layout.meta?.play;
    if (!play) return;
    this.reading.hidden = this.data.veiled;
    this.reading.textContent = play.swarm ? this.swarmReading(play.swarm) : this.runReading(play);
    this.scrubber.value = Math.round(this.at * this.scrubber.max);
    this.scrubber.setAttribute("aria-valuetext", this.reading.textContent);
  }

  runReading(play) {
    const index = this.index(this.base);
    const parts = play.readings.map(({ text, trace, of, unit, power }) => {
      const value = this.base.data[trace][of][index];
      return `${text} = ${written(power ? 10 ** value : value)}${unit && ` ${unit}`}`;
    });
    return parts.join(" · ");
  }

  swarmReading(swarm) {
    const { lower } = swarmPlaces(swarm, this.base.data[swarm.potential], this.at * swarm.last);
    return swarmReading(swarm, lower, this.at);
  }

  moveTo(at) {
    this.at = at;
    this.show(this.base);
    if (this.Plotly) this.moveOrDraw();
  }

  scrub() {
    this.pause();
    this.moveTo(this.scrubber.value / this.scrubber.max);
  }

  play() {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    let at = this.at === 1 ? 0 : this.at;
    let before = performance.now();
    const tick = (now) => {
      at = Math.min(1, at + (now - before) / PLAY);
      before = now;
      const shown = calm ? Math.floor(at * CALM) / CALM : at;
      if (shown !== this.at && !this.drawing) this.moveTo(shown);
      if (at === 1 && this.at === 1) this.pause();
      else this.playing = requestAnimationFrame(tick);
    };
    this.playing = requestAnimationFrame(tick);
    this.button.textContent = "❚❚";
    this.button.setAttribute("aria-label", "Pause");
  }

  pause() {
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.button.textContent = "▶";
    this.button.setAttribute("aria-label", "Play the run through time");
  }

  /* ---- when the server does not answer ---- */

  offline(again) {
    this.status.textContent = "The server does not answer. The picture stays as it is until it is back.";
    this.status.hidden = false;
    clearTimeout(this.retry);
    this.retry = setTimeout(async () => {
      try {
        const answer = await fetch(`${this.data.base}_stcore/health`, { cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        this.online();
        again();
      } catch {
        this.offline(again);
      }
    }, REPEAT_AFTER);
  }

  online() {
    clearTimeout(this.retry);
    this.status.hidden = true;
  }

  /* ---- what users take away ---- */

  showExports() {
    const label = document.createElement("span");
    label.textContent = "Take it away:";
    this.exports.replaceChildren(label);
    for (const format of ["png", "svg"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.format = format;
      button.textContent = LABELS[format];
      button.title = `Save the picture as ${LABELS[format]}, at print size on a white ground`;
      button.addEventListener("click", () => this.saveImage(format));
      this.exports.append(button);
    }
    for (const format of ["csv", "html", "json"]) {
      const link = document.createElement("a");
      link.dataset.format = format;
      link.textContent = LABELS[format];
      this.exports.append(link);
    }
    const share = document.createElement("button");
    share.type = "button";
    share.dataset.format = "link";
    share.textContent = "Copy link";
    share.title = "Copy an address that reopens exactly this view";
    share.addEventListener("click", () => this.copyLink(share));
    this.exports.append(share);
    if (document.fullscreenEnabled) this.exports.append(this.fullScreenButton());
  }

  fullScreenButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.format = "fullscreen";
    button.textContent = "Full screen";
    button.title = "Show the figure alone; Escape leaves it";
    button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.root.requestFullscreen();
    });
    return button;
  }

  linkExports() {
    for (const link of this.exports.querySelectorAll("a")) {
      const { format } = link.dataset;
      link.href = `${this.data.base}figures/${this.data.name}.${format}?${this.query()}`;
      link.download = `${this.data.name}.${format}`;
    }
  }

  async saveImage(format) {
    const { data, layout } = this.drawnIn("light");
    const seen = this.plot.layout ?? {};
    for (const axis of ["xaxis", "yaxis", "yaxis2"])
      if (layout[axis] && seen[axis]?.range)
        layout[axis] = { ...layout[axis], range: seen[axis].range, autorange: false };
    const camera = this.plot._fullLayout?.scene?.camera;
    if (layout.scene && camera) layout.scene = { ...layout.scene, camera };
    const scale = format === "png" ? PRINT.pixels : 1;
    const address = await this.Plotly.toImage(
      { data, layout, config: { plotGlPixelRatio: PRINT.pixels } },
      { format, width: PRINT.width, height: layout.meta?.height ?? PRINT.height, scale },
    );
    const link = document.createElement("a");
    link.href = address;
    link.download = `${this.data.name}.${format}`;
    link.click();
  }

  async copyLink(button) {
    const address = `${location.origin}${location.pathname}${this.data.link ? `?${this.data.link}` : ""}`;
    let told = "Copied";
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      // Without a clipboard (plain http in a network) the address is shown, selected, to be copied by hand.
      window.prompt("Copy this link", address);
      told = "Copy link";
    }
    button.textContent = told;
    setTimeout(() => (button.textContent = "Copy link"), 1600);
  }
}

const figures = new WeakMap();

export default function render({ data, parentElement }) {
  const root = parentElement.querySelector(".live-figure");
  let figure = figures.get(root);
  if (!figure) {
    figure = new LiveFigure(root);
    figures.set(root, figure);
  }
  figure.update(data);
  return () => {
    figure.destroy();
    figures.delete(root);
  };
}
