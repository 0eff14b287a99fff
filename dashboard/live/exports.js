/* What users take away: data, pages and code in one row, pictures for print in another. */

const DATA = { csv: "CSV", json: "JSON", html: "HTML", zip: "ZIP" };
const PURPOSE = {
  csv: "The table that is drawn, with its parameters and where it comes from",
  json: "The figure for Plotly, with its table",
  html: "The figure as a page that works without the app, with the sliders that you moved last",
  zip: "All of it: table, figure in every format, scripts and citation",
};
const PICTURES = { png: "PNG", svg: "SVG", pdf: "PDF" };
const SLOW = new Set(["html", "zip", "pdf"]); // formats that take the server some seconds
const NO_FILES = "The frame around this page forbids saving files: open the page by itself.";
const PERHAPS_NO_FILES = "If no file was saved, the frame around this page forbids it: open the page by itself.";
const TOLD = 1600; // ms that a button says what it has done

// What was last chosen for print holds for all figures.
const paper = {};

function download(address, name) {
  element("a", { href: address, download: name }).click();
}

/* Copy a text; whether the browser has. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a clipboard (plain http in a network) the browser copies what is selected.
    const field = element("textarea", { value: text, readOnly: true });
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

/* Whether a frame around the page lets files be saved: yes, no, or unknown (undefined) where its sandbox is hidden. */
function maySave() {
  if (window === window.top) return true;
  try {
    const { sandbox } = window.frameElement;
    return !sandbox.length || sandbox.contains("allow-downloads");
  } catch {
    return undefined;
  }
}

/* The server has answered why it does not give what was asked for. */
class Refusal extends Error {}

async function fetched(address) {
  const answer = await fetch(address);
  if (answer.ok) return answer;
  const { error } = await answer.json().catch(() => ({}));
  if (!error) throw new Refusal(`The server could not do it (status ${answer.status}).`);
  throw new Refusal(error.remedy ?? error.reason ?? `${error.parameter} must be ${error.allowed}`);
}

class Exports {
  constructor(figure, root) {
    this.figure = figure;
    this.root = root;
  }

  get data() {
    return this.figure.data;
  }

  /* The page has handed down a figure. */
  update() {
    if (!this.root.childElementCount) this.build();
    for (const link of this.root.querySelectorAll("a[data-format]")) this.link(link);
    this.root.classList.toggle("veiled", this.data.veiled);
    this.root.classList.toggle("classroom", this.data.classroom);
  }

  /* A thumb has been moved: what is taken away is what it shows. */
  follow() {
    if (this.following) return;
    this.following = requestAnimationFrame(() => {
      this.following = null;
      for (const link of this.root.querySelectorAll("a[data-format]")) this.link(link);
    });
  }

  build() {
    const row = (label, ...buttons) => {
      const name = element("span", { className: "live-label", textContent: label });
      return element("div", { className: "live-row", role: "group", ariaLabel: label }, name, ...buttons);
    };
    const links = (formats) => Object.entries(formats).map(([format, text]) => this.newLink(format, text, PURPOSE[format]));
    this.root.append(
      row("Take it away:", ...links(DATA), ...this.copies(), ...this.fullScreen()),
      row("For print:", ...this.choices(), ...this.pictures()),
      (this.told = element("p", { className: "live-told", role: "status", hidden: true })),
    );
  }

  newLink(format, textContent, title) {
    const link = element("a", { textContent, title, dataset: { format } });
    // How the picture is turned and zoomed is known when it is asked for.
    for (const type of ["pointerenter", "focus"]) link.addEventListener(type, () => this.link(link));
    link.addEventListener("click", (event) => {
      if (SLOW.has(format) || maySave() === false) event.preventDefault();
      this.link(link);
      if (SLOW.has(format)) this.busy(link, textContent, () => this.fetchFile(link));
      else this.warn();
    });
    return link;
  }

  link(link) {
    const { format } = link.dataset;
    link.href = this.address(format, this.also(format));
    link.download = `${this.data.name}.${format}`;
  }

  /* What an address says beside the parameters: a page has sliders for those that were moved last. */
  also(format) {
    if (format === "zip" || format === "pdf") return { ...paper, ...this.seen() };
    const controls = this.figure.touched.slice(0, 2).join(",");
    return format === "html" && controls ? { controls } : {};
  }

  address(form, also) {
    const query = this.figure.query();
    for (const [key, value] of Object.entries(also)) query.set(key, value);
    const { base, name } = this.data;
    return `${base}figures/${name}${form === "print" ? "/print" : `.${form}`}?${query}`;
  }

  /* ---- what is copied ---- */

  copies() {
    const link = () => {
      const query = String(this.figure.query(null, this.data.link));
      return `${location.origin}${location.pathname}${query && `?${query}`}`;
    };
    return [
      this.copy("python", "Copy Python", "A script that computes these numbers with limcore", () => this.script()),
      this.copy("cite", "Cite", "Copy BibTeX of the theory and of this software", () => this.data.citation),
      this.copy("link", "Copy link", "Copy an address that reopens exactly this view", link),
    ];
  }

  copy(format, label, title, text) {
    const button = element("button", { type: "button", textContent: label, title, dataset: { format } });
    button.addEventListener("click", () =>
      this.attempt(button, "Not copied", async () => {
        const copied = await text();
        if (!(await copyText(copied))) throw new Refusal(`This frame or browser forbids copying. By hand: ${copied}`);
        button.textContent = "Copied";
      }).finally(() => setTimeout(() => (button.textContent = label), TOLD)),
    );
    return button;
  }

  /* The script for what the thumbs show: the page has written it, unless they have been moved since. */
  async script() {
    if (!this.figure.moved.size) return this.data.snippet;
    return (await fetched(this.address("py", {}))).text();
  }

  fullScreen() {
    if (!document.fullscreenEnabled) return [];
    const title = "Show the figure alone; Escape leaves it";
    const dataset = { format: "fullscreen" };
    const button = element("button", { type: "button", textContent: "Full screen", title, dataset });
    button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.figure.root.requestFullscreen();
    });
    return [button];
  }

  /* ---- pictures for print ---- */

  choices() {
    return this.data.paper.map(({ key, label, options }) => {
      paper[key] ??= Object.keys(options)[0];
      const entries = Object.entries(options).map(([value, textContent]) => element("option", { value, textContent }));
      const choice = element("select", { ariaLabel: label, title: label, dataset: { format: key } }, ...entries);
      choice.value = paper[key];
      choice.addEventListener("change", () => {
        paper[key] = choice.value;
        this.update();
      });
      return choice;
    });
  }

  pictures() {
    return Object.entries(PICTURES).map(([format, label]) => {
      if (format === "pdf") return this.pdf(label);
      const title = `Save the picture as ${label}, at the chosen size`;
      const button = element("button", { type: "button", textContent: label, title, dataset: { format } });
      button.addEventListener("click", () => this.busy(button, label, () => this.save(format)));
      return button;
    });
  }

  pdf(label) {
    const title = this.data.missing || "Save the picture as PDF, at the chosen size, with its fonts";
    if (this.data.missing) return element("button", { type: "button", textContent: label, title, disabled: true });
    return this.newLink("pdf", label, title);
  }

  /* Say that something is under way; once more would not make it faster. */
  async busy(button, label, work) {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    button.textContent = `${label} …`;
    await this.attempt(button, `No ${label}`, async () => {
      if (maySave() === false) throw new Refusal(NO_FILES);
      await work();
      button.textContent = label;
      this.warn();
    });
    button.ariaBusy = "false";
  }

  /* Do what a button says; where that fails, it says so, and why. */
  async attempt(button, failed, work) {
    this.tellWhy("");
    try {
      await work();
    } catch (error) {
      button.textContent = failed;
      this.tellWhy(error instanceof Refusal ? error.message : "The server does not answer: try again.");
    }
  }

  /* In a frame a file may be held back without a word. */
  warn() {
    const may = maySave();
    if (!may) this.tellWhy(may === false ? NO_FILES : PERHAPS_NO_FILES);
  }

  tellWhy(text) {
    this.told.textContent = text;
    this.told.hidden = !text;
  }

  /* What takes the server a while is fetched here, so that the page can say so. */
  async fetchFile(link) {
    const address = URL.createObjectURL(await (await fetched(link.href)).blob());
    download(address, link.download);
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /* The server lays the figure out for paper; the browser draws it. */
  async save(format) {
    const answer = await fetched(this.address("print", { ...paper, ...this.seen() }));
    const { data, layout, scale, image_scale } = decodeArrays(await answer.json());
    const { width, height } = layout;
    const size = { width, height, scale: format === "png" ? image_scale : scale };
    const drawing = { data, layout, config: { plotGlPixelRatio: Math.max(2, image_scale) } };
    const Plotly = await loadPlotly(this.data.base, this.data.version); // it may still be on its way
    download(await Plotly.toImage(drawing, { format, ...size }), `${this.data.name}.${format}`);
  }

  /* How the picture has been zoomed and turned by hand. */
  seen() {
    const { plot, shown } = this.figure;
    const full = plot._fullLayout;
    const seen = {};
    if (!full || !shown) return seen;
    for (const axis of ["xaxis", "yaxis", "yaxis2"]) {
      const range = full[axis]?.range;
      if (range && !full[axis].autorange && !alike(range, shown.layout[axis]?.range)) seen[axis] = range.join(",");
    }
    const camera = full.scene?.camera;
    if (camera) {
      const { eye, center } = camera;
      const here = [...Object.values(times(eye, 1 / distanceOn(plot.clientWidth))), ...Object.values(center)];
      const there = [shown.layout.scene.camera.eye, shown.layout.scene.camera.center].flatMap(Object.values);
      if (!alike(here, there)) seen.camera = here.join(",");
    }
    return seen;
  }
}

const alike = (some, others) =>
  some.length === others?.length && some.every((one, k) => Math.abs(one - others[k]) <= 1e-6 * (1 + Math.abs(one)));
