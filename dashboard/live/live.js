/* The live figure: a Plotly figure that is mounted once and follows the thumb on a slider.
 *
 * It knows figures, parameters and addresses, nothing else. When a hand nears a slider it fetches the figure's frames
 * along that slider once; while the thumb moves it draws from them, without the server. Until they are there, one
 * request for a single figure is under way at a time and the latest value wins. On release the page hands down the
 * committed figure, which looks the same.
 */

const REPEAT_AFTER = 1500; // ms between attempts while the server does not answer
const BUSY = 503; // HTTP
const HEARD_AFTER = 2000; // ms in which the page hands down what a thumb was moved to, if it has heard of it

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

class LiveFigure extends Stage {
  constructor(root) {
    super(root);
    this.description = root.querySelector(".live-description");
    this.status = root.querySelector(".live-status");
    this.exports = new Exports(this, root.querySelector(".live-exports"));
    this.frames = new Map();
    this.moved = new Map(); // slider key -> index where the thumb stands, until the page catches up
    this.touched = []; // keys of the sliders that were moved, the last one first
    this.listen();
  }

  listen() {
    const near = (event) => {
      const key = this.sliderOf(event.target);
      if (key) this.prefetch(key);
    };
    for (const type of ["pointerover", "pointerdown", "focusin"])
      document.addEventListener(type, near, { signal: this.stop.signal, passive: true });
    this.watcher = new MutationObserver((changes) => {
      for (const change of changes) {
        const key = this.sliderOf(change.target);
        if (key) this.follow(key, change.target);
      }
    });
    this.watcher.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
  }

  destroy() {
    super.destroy();
    this.watcher.disconnect();
    clearTimeout(this.retry);
    clearTimeout(this.doubt);
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
    this.exports.update();
    // Where the address says nothing yet, a reload is to bring back what is seen.
    if (data.bare && data.link && !location.search) history.replaceState(history.state, "", `?${data.link}`);
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

  holder(key) {
    return document.querySelector(`.st-key-${CSS.escape(key)}`);
  }

  input(key) {
    return this.holder(key)?.querySelector("input[type=range]");
  }

  draggedNow(key) {
    const slider = this.holder(key);
    return slider?.matches(":active") || slider?.contains(document.activeElement);
  }

  /* ---- following the thumb ---- */

  /* What the thumbs say: the parameters that the page has handed down, and what has been moved since. */
  query(except, handed = this.data.query) {
    const query = new URLSearchParams(handed);
    for (const [key, index] of this.moved) query.set(key, this.data.sliders[key].stops[index]);
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
          if (answer.status === BUSY) return null;
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.arrayBuffer();
        })
        .then((buffer) => {
          this.online();
          // Many hands at once: until there is room for these frames, single figures are asked for.
          if (!buffer) return setTimeout(() => this.frames.delete(address), REPEAT_AFTER);
          frames.ready = new Frames(buffer);
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
    this.exports.follow();
    this.hear();
    this.touched = [key, ...this.touched.filter((other) => other !== key)];
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = null;
      this.showFrame(key, this.moved.get(key));
    });
  }

  /* A thumb that was let go while the server was away has told nobody: it tells again, once somebody listens. */
  hear() {
    clearTimeout(this.doubt);
    this.doubt = setTimeout(() => {
      for (const [key, index] of this.moved) {
        if (index === this.data.sliders[key].committed) this.moved.delete(key);
        else if (!this.held(key)) tell(this.input(key));
      }
      if (this.moved.size) this.hear();
    }, HEARD_AFTER);
  }

  /* Whether the thumb is in a hand, or the page is at work or away. */
  held(key) {
    const app = document.querySelector("[data-testid=stApp]");
    const atWork = (app?.dataset.testScriptState ?? "notRunning") !== "notRunning";
    return atWork || (this.input(key)?.disabled ?? true) || Boolean(this.holder(key)?.matches(":active"));
  }

  showFrame(key, index) {
    const frames = this.prefetch(key);
    if (!frames) return this.fetchOne(key, index);
    this.show(frames.apply(this.committed, index));
    this.moveOrDraw();
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
        query.set("theme", this.dark() ? "dark" : "light");
        const answer = await fetch(`${this.data.base}figures/${this.data.name}/drawing?${query}`);
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
}

/* Move a thumb to where it stands, a key away and a key back: what a hand has dragged is said when it lets go. */
async function tell(input) {
  const keys = input.value === input.max ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  for (const key of keys) {
    for (const type of ["keydown", "keyup"])
      input.dispatchEvent(new KeyboardEvent(type, { key, code: key, bubbles: true, cancelable: true }));
    await new Promise((drawn) => requestAnimationFrame(drawn));
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
