/* Frames along a slider: asked for once, a few first, and again where there was no room. */

import { deepEqual, equal, strictEqual } from "node:assert/strict";
import { Sweeps } from "../../../dashboard/live/sweeps.js";

/** @param {string} name */
const frames = (name) => /** @type {any} */ ({ name });

/* Someone who is asked for frames, and what has been asked and told. */
class Hand {
  /** @param {Record<string, any[]>} answers in turn; an error is thrown */
  constructor(answers) {
    /** @type {string[]} */
    this.said = [];
    this.answers = answers;
    const tell = (/** @type {string} */ what) => (/** @type {string[]} */ ...about) => {
      this.said.push([what, ...about].join(" "));
    };
    this.sweeps = new Sweeps({ come: tell("come"), busy: tell("busy"), free: tell("free"), away: tell("away") }, 0);
  }

  /** @param {string} place */
  along(place = "here") {
    const ask = (/** @type {string} */ which) => () => {
      this.said.push(`asked ${which}`);
      const answer = this.answers[which].shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    return { key: "alpha", place, few: ask("few"), all: ask("all") };
  }
}

const soon = () => new Promise((done) => setTimeout(done, 0));

Deno.test("a hand that is near asks for a few frames, once", async () => {
  const hand = new Hand({ few: [frames("few")], all: [] });
  hand.sweeps.near(hand.along());
  hand.sweeps.near(hand.along());
  await soon();
  hand.sweeps.near(hand.along());
  deepEqual(hand.said, ["asked few", "come alpha"]);
});

Deno.test("a hand that holds on has the few until all are there, which are asked for after them and once", async () => {
  const few = frames("few"), all = frames("all"), hand = new Hand({ few: [few], all: [all] });
  equal(hand.sweeps.held(hand.along()), null);
  await soon();
  strictEqual(hand.sweeps.held(hand.along()), few);
  strictEqual(hand.sweeps.held(hand.along()), few);
  await soon();
  strictEqual(hand.sweeps.held(hand.along()), all);
  deepEqual(hand.said, ["asked few", "come alpha", "asked all", "come alpha"]);
});

Deno.test("where there is no room for the few, they are asked for again when there may be", async () => {
  const few = frames("few"), hand = new Hand({ few: [null, few], all: [null] });
  hand.sweeps.held(hand.along());
  await Promise.resolve().then(() => {});
  equal(hand.sweeps.held(hand.along()), null);
  await soon();
  deepEqual(hand.said, ["asked few", "busy alpha few", "free alpha"]);
  hand.sweeps.held(hand.along());
  await soon();
  strictEqual(hand.sweeps.held(hand.along()), few);
});

Deno.test("where there is no room for all, the few stay", async () => {
  const few = frames("few"), hand = new Hand({ few: [few], all: [null, frames("all")] });
  hand.sweeps.held(hand.along());
  await soon();
  hand.sweeps.held(hand.along());
  await soon();
  await soon();
  strictEqual(hand.sweeps.held(hand.along()), few);
  deepEqual(hand.said.slice(2), ["asked all", "busy alpha all", "free alpha", "asked all"]);
});

Deno.test("of one who is away nothing is kept", async () => {
  const few = frames("few"), hand = new Hand({ few: [new Error("away"), few], all: [] });
  hand.sweeps.near(hand.along());
  await soon();
  hand.sweeps.near(hand.along());
  await soon();
  deepEqual(hand.said, ["asked few", "away alpha", "asked few", "come alpha"]);
});

Deno.test("so many sweeps are kept, the last ones", async () => {
  const hand = new Hand({ few: Array.from({ length: 100 }, () => frames("few")), all: [] });
  for (let i = 0; i < 50; i++) hand.sweeps.near(hand.along(String(i)));
  await soon();
  hand.said.length = 0;
  hand.sweeps.near(hand.along("49"));
  deepEqual(hand.said, []);
  hand.sweeps.near(hand.along("0"));
  deepEqual(hand.said, ["asked few"]);
  equal(hand.sweeps.kept.size, 24);
});
