/* A Plotly figure that is mounted once, moves from one drawing to the next, and can play a run through time. */

const REST = 120; // ms without a move after which Plotly draws what was only moved
const LAG = 240; // ms that what cannot be moved (the text of a label) may lag behind the thumb
const PLAY = 9000; // ms for a run from its first update to its last
const CALM = 24; // jumps it is played in where the reader asks for less motion

class Stage {
  /* `data` says how it looks: `template`, `colors` of each theme, whether it is for a `classroom` or `veiled`. */
  constructor(root) {
    this.root = root;
    this.plot = root.querySelector(".live-plot");
    this.caption = root.querySelector(".live-caption");
    this.player = root.querySelector(".live-player");
    this.button = this.player.querySelector("button");
    this.scrubber = this.player.querySelector("input");
    this.reading = this.player.querySelector("output");
    this.at = 1; // where the points that play stand: 0 at the first update, 1 at the last
    this.pause();
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.button.addEventListener("click", () => (this.playing ? this.pause() : this.play()), { signal });
    this.scrubber.addEventListener("input", () => this.scrub(), { signal });
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.plot);
    // The ground's colour has a transition of no length: its end tells that the theme has changed.
    this.root.addEventListener("transitionend", () => this.redraw(), { signal });
  }

  destroy() {
    this.stop.abort();
    this.pause();
    this.sizes.disconnect();
    clearTimeout(this.resting);
    window.Plotly?.purge(this.plot);
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

  colors() {
    return this.data.colors[this.dark() ? "dark" : "light"];
  }

  drawnHere() {
    const layout = { ...this.shown.layout, template: this.data.template };
    const drawing = { data: this.shown.data, layout };
    if (this.data.veiled) {
      layout.annotations = [];
      drawing.data = drawing.data.map((trace) => (trace.type === "bar" ? { ...trace, text: "" } : trace));
    }
    return resolveColors(this.data.classroom ? enlarged(drawing) : drawing, this.colors());
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
    const { data, layout } = this.drawnHere();
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
}
