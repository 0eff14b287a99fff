/* The engine: Python in a worker of the page, its files as they come, and what a live figure asks of it. */

import { decodeArrays } from "../live/drawing.js";
import { Frames } from "../live/frames.js";
import { Refusal } from "../live/source.js";

/** @import { Source } from "../live/types.js" */

/**
 * @typedef {{ name: string, zipped: boolean }} File
 * @typedef {{ src: string, size: number }} Part of the files, one after the other, as a script: a page from a disk may
 *   load nothing else
 * @typedef {{ files: File[], parts: Part[] }} Contents
 * @typedef {{ resolve: (answer: any) => void, reject: (error: Error) => void }} Waiting
 */

const ABREAST = 2; // parts that are on their way at a time

/** @implements {Source} */
export class Engine {
  /** @type {Worker | undefined} */
  worker;
  /** @type {Map<number, Waiting>} */
  waiting = new Map();
  asked = 0;
  keepsPlotly = false;
  isHere = true;
  plotly = "assets/plotly.min.js";

  /**
   * Fetch the files, and start.
   *
   * @param {Contents} contents
   * @param {(part: number) => void} come is told which part of all has come
   */
  async start({ files, parts }, come) {
    const packed = await fetchParts(parts, come);
    /** @type {Record<string, ArrayBuffer>} */
    const unpacked = {};
    for (const { name, zipped } of files) unpacked[name] = await unzipped(bytesOf(packed[name]), zipped);
    const script = new TextDecoder().decode(unpacked["worker.js"]);
    this.worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    const started = new Promise((resolve, reject) => this.waiting.set(0, { resolve, reject }));
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = ({ message }) => this.hear({ broken: message });
    this.worker.postMessage({ files: unpacked }, Object.values(unpacked));
    await started;
  }

  /** @param {{ ready?: true, broken?: string, id?: number, answer?: unknown, error?: string }} said */
  hear({ ready, broken, id = 0, answer, error }) {
    if (broken !== undefined) {
      for (const { reject } of this.waiting.values()) reject(new Refusal(reason(broken)));
      this.waiting.clear();
      return;
    }
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) asked?.resolve(ready ?? answer);
    else asked?.reject(new Refusal(reason(error)));
  }

  /**
   * Ask a function of the bridge.
   *
   * @param {string} name
   * @param {unknown[]} given
   * @returns {Promise<any>}
   */
  ask(name, ...given) {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker?.postMessage({ id, name, given });
    });
  }

  /**
   * @param {string} name
   * @param {URLSearchParams} query
   */
  async drawing(name, query) {
    return decodeArrays(JSON.parse(await this.ask("drawing", name, String(query))));
  }

  /**
   * A few frames tell the curves between them; the words of each stop come with its own drawing, which is quick.
   *
   * @param {string} name
   * @param {string} over
   * @param {URLSearchParams} query
   * @param {number} near
   */
  async frames(name, over, query, near) {
    const bytes = await this.ask("frames", name, over, near, String(query));
    return new Frames(bytes.buffer);
  }

  /**
   * @param {string} name
   * @param {URLSearchParams} query
   */
  async print(name, query) {
    return decodeArrays(JSON.parse(await this.ask("printed", name, String(query))));
  }

  /**
   * @param {string} name
   * @param {string} format
   * @param {URLSearchParams} query
   */
  async text(name, format, query) {
    return await (await this.file(name, format, query)).text();
  }

  /**
   * @param {string} name
   * @param {string} format
   * @param {URLSearchParams} query
   */
  async file(name, format, query) {
    if (!this.keepsPlotly && ["html", "zip"].includes(format)) {
      await this.ask("keep_plotly_script", plotlyScript());
      this.keepsPlotly = true;
    }
    return new Blob([await this.ask("file", name, format, String(query))]);
  }

  address() {
    return "";
  }

  async answers() {}
}

/* The script that has drawn the figures of this page: it stands in a function, which knows its own text. */
const plotlyScript = () => {
  const text = String(/** @type {any} */ (window).plotlyScript);
  return text.slice(text.indexOf("{") + 1, text.lastIndexOf("}"));
};

/**
 * What an error of Python says, in its last line.
 *
 * @param {string} error
 */
const reason = (error) => error.trim().split("\n").pop()?.replace(/^[\w.]+: /, "") ?? error;

/**
 * Fetch all parts, a few at a time, in any order.
 *
 * @param {Part[]} parts
 * @param {(part: number) => void} come
 */
async function fetchParts(parts, come) {
  /** @type {Record<string, string[]>} */
  const pieces = {};
  /** @type {any} */ (window).wallsPart = (
    /** @type {string} */ name,
    /** @type {number} */ place,
    /** @type {string} */ text,
  ) => {
    (pieces[name] ??= [])[place] = text;
  };
  const left = parts.map((part, place) => ({ ...part, place }));
  let broken = false;
  const fetchNext = async () => {
    for (let part = left.shift(); part; part = left.shift()) {
      try {
        await loadScript(part.src);
      } catch (error) {
        broken = true;
        throw error;
      }
      if (broken) return;
      come(part.place);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, fetchNext));
  return Object.fromEntries(Object.entries(pieces).map(([name, texts]) => [name, texts.join("")]));
}

/** @param {string} src */
function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const inside = document.querySelector(`script[data-part="${src}"]`);
    if (inside) {
      script.textContent = inside.textContent;
      document.head.append(script);
      script.remove();
      return resolve(inside.remove());
    }
    script.src = src;
    script.onload = () => resolve(script.remove());
    script.onerror = () => reject(new Refusal(`${src.split(/[/?]/).at(-2)} is missing`));
    document.head.append(script);
  });
}

/** @param {string} text in base64 */
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * Within this process: a blob of so many bytes would go through another one, which may keep it waiting.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {boolean} zipped
 */
async function unzipped(bytes, zipped) {
  if (!zipped) return bytes.buffer;
  const stream = new DecompressionStream("gzip"), given = stream.writable.getWriter();
  const [, unpacked] = await Promise.all([
    given.write(bytes).then(() => given.close()),
    new Response(stream.readable).arrayBuffer(),
  ]);
  return unpacked;
}
