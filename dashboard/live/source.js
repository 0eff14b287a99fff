/* Who computes what a live figure asks for: here the server from which the page comes. */

import { decodeArrays } from "./drawing.js";
import { Frames } from "./frames.js";

/** @import { Source } from "./types.js" */

const BUSY = 503; // HTTP

/* The one who was asked has answered why he does not give what was asked for. */
export class Refusal extends Error {}

/**
 * The name of a file that is taken away.
 *
 * @param {string} name of the figure
 * @param {string} format
 */
export const fileName = (name, format) => `${name}.${format}`;

/** @implements {Source} */
export class Server {
  /**
   * @param {string} base the path under which the app is served, with a slash at its end
   * @param {string} version of the software: what belongs to another one is not taken from the browser's store
   */
  constructor(base, version) {
    this.base = base;
    this.version = version;
  }

  isHere = false;

  get plotly() {
    return `${this.base}figures/plotly.min.js?v=${this.version}`;
  }

  /**
   * @param {string} name
   * @param {URLSearchParams} query
   */
  async drawing(name, query) {
    const answer = await fetch(`${this.base}figures/${name}/drawing?${query}`);
    if (answer.status === BUSY) return null;
    return decodeArrays(await (await given(answer)).json());
  }

  /**
   * Many hands at once: where there is no room for these frames, the server says that it is busy.
   *
   * @param {string} name
   * @param {string} over
   * @param {URLSearchParams} query
   * @param {number} near
   * @param {number} [count]
   */
  async frames(name, over, query, near, count) {
    const asked = new URLSearchParams(query);
    asked.set("over", over);
    asked.set("v", this.version);
    asked.set("near", String(near));
    if (count !== undefined) asked.set("frames", String(count));
    const answer = await fetch(`${this.base}figures/${name}/sweep?${asked}`);
    if (answer.status === BUSY) return null;
    return new Frames(await (await given(answer)).arrayBuffer());
  }

  /**
   * @param {string} name
   * @param {URLSearchParams} query
   */
  async print(name, query) {
    return decodeArrays(await (await ask(`${this.base}figures/${name}/print?${query}`)).json());
  }

  /**
   * @param {string} name
   * @param {string} format
   * @param {URLSearchParams} query
   */
  async text(name, format, query) {
    return await (await ask(this.address(name, format, query))).text();
  }

  /**
   * @param {string} name
   * @param {string} format
   * @param {URLSearchParams} query
   */
  async file(name, format, query) {
    return await (await ask(this.address(name, format, query))).blob();
  }

  /**
   * @param {string} name
   * @param {string} format
   * @param {URLSearchParams} query
   */
  address(name, format, query) {
    return `${this.base}figures/${fileName(name, format)}?${query}`;
  }

  async answers() {
    await given(await fetch(`${this.base}_stcore/health`, { cache: "no-store" }));
  }
}

/* Who is asked on this page; where Python runs in it, that takes the place of the server. */
export const asked = {
  of: (/** @type {string} */ base, /** @type {string} */ version) => /** @type {Source} */ (new Server(base, version)),
};

/** @param {string} address */
const ask = async (address) => await given(await fetch(address));

/**
 * The answer, if it is what was asked for; otherwise fail with what the server says about it.
 *
 * @param {Response} answer
 */
async function given(answer) {
  if (answer.ok) return answer;
  const { error } = await answer.json().catch(() => ({}));
  if (!error) throw new Refusal(`The server could not do it (status ${answer.status}).`);
  throw new Refusal(error.remedy ?? error.reason ?? `${error.parameter} must be ${error.allowed}`);
}
