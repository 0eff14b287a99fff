/* The server as a source: what it is asked, and what becomes of its answers. */

import { deepEqual, equal, rejects } from "node:assert/strict";
import { fileName, Refusal, Server } from "../../../dashboard/live/source.js";

const server = new Server("/walls/", "1.2.3");
const query = new URLSearchParams("alpha=0.3&unit=meV");

/**
 * Let the server answer so, and tell what it has been asked.
 *
 * @param {Response} answer
 * @param {() => Promise<unknown>} act
 */
async function asked(answer, act) {
  const { fetch } = globalThis;
  /** @type {unknown[]} */
  const addresses = [];
  globalThis.fetch = (address) => {
    addresses.push(address);
    return Promise.resolve(answer.clone());
  };
  try {
    await act();
  } finally {
    globalThis.fetch = fetch;
  }
  return addresses;
}

Deno.test("a drawing comes with its arrays", async () => {
  const one = { dtype: "f8", bdata: btoa(String.fromCharCode(...new Uint8Array(Float64Array.of(2.5).buffer))) };
  const addresses = await asked(Response.json({ data: [{ y: one }], layout: {} }), async () => {
    deepEqual(await server.drawing("barrier", query), { data: [{ y: Float64Array.of(2.5) }], layout: {} });
  });
  deepEqual(addresses, ["/walls/figures/barrier/drawing?alpha=0.3&unit=meV"]);
});

Deno.test("frames are asked for along a slider, for this version", async () => {
  const message = new Uint8Array(48);
  const header = '{"stops":[1],"arrays":[],"others":[]}'.padEnd(44);
  message.set([44]);
  message.set(new TextEncoder().encode(header), 4);
  const addresses = await asked(new Response(message), async () => {
    const frames = await server.frames("barrier", "kT", query, 90);
    await server.frames("barrier", "kT", query, 90, 181);
    deepEqual(frames?.apply({ data: [], layout: {} }, 0), { data: [], layout: {} });
  });
  const few = "/walls/figures/barrier/sweep?alpha=0.3&unit=meV&over=kT&v=1.2.3&near=90";
  deepEqual(addresses, [few, `${few}&frames=181`]);
  equal(String(query), "alpha=0.3&unit=meV"); // of which the asker keeps its own
});

Deno.test("a few frames are asked for around the thumb", async () => {
  const addresses = await asked(new Response(null, { status: 503 }), () => server.frames("barrier", "kT", query, 61));
  deepEqual(addresses, ["/walls/figures/barrier/sweep?alpha=0.3&unit=meV&over=kT&v=1.2.3&near=61"]);
});

Deno.test("where there is no room for frames there are none, and nothing has failed", async () => {
  const busy = Response.json({ error: { reason: "More than 20 views are waiting." } }, { status: 503 });
  await asked(busy, async () => equal(await server.frames("barrier", "kT", query, 90), null));
});

const REFUSALS = [
  [422, { error: { parameter: "alpha", value: "7", allowed: "from 0 to 1" } }, "alpha must be from 0 to 1"],
  [503, { error: { reason: "More than 16 pictures are waiting." } }, "More than 16 pictures are waiting."],
  [501, { error: { reason: "No browser.", remedy: "Install Chromium." } }, "Install Chromium."],
  [500, "The server has made a mistake", "The server could not do it (status 500)."],
];

for (const [status, body, message] of REFUSALS) {
  Deno.test(`a refusal with status ${status} says why`, async () => {
    const answer = new Response(typeof body === "string" ? body : JSON.stringify(body), { status: Number(status) });
    const refused = (/** @type {unknown} */ error) => error instanceof Refusal && error.message === message;
    await asked(answer, () => rejects(server.print("barrier", query), refused));
  });
}

Deno.test("a server that does not answer has refused nothing", async () => {
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  try {
    await rejects(server.text("barrier", "py", query), (error) => !(error instanceof Refusal));
    await rejects(server.answers());
  } finally {
    globalThis.fetch = fetch;
  }
});

Deno.test("health is asked for where the app is served", async () => {
  deepEqual(await asked(new Response("ok"), () => server.answers()), ["/walls/_stcore/health"]);
  await asked(new Response("", { status: 502 }), () => rejects(server.answers()));
});

Deno.test("exports have names and addresses", () => {
  equal(fileName("learning-surface", "csv"), "learning-surface.csv");
  equal(server.address("barrier", "html", query), "/walls/figures/barrier.html?alpha=0.3&unit=meV");
  equal(server.plotly, "/walls/figures/plotly.min.js?v=1.2.3");
});
