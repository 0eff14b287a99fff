/* The pages without a network, after a first visit: a worker keeps what they have loaded.
 *
 * What the network has comes first, so that an update is seen; only the files of the engine, whose addresses say which
 * they are, come from the store when they are there.
 */

const STORE = "performance-walls";
const KEPT = /\/assets\/engine\//;

/** @type {any} */
const worker = self;

/** @param {Request} request */
async function kept(request) {
  const store = await caches.open(STORE);
  return await store.match(request, { ignoreSearch: !KEPT.test(request.url) });
}

/** @param {Request | string} request */
async function fetchAndKeep(request) {
  const answer = await fetch(request);
  // Where there is no room for it, it is not kept.
  if (answer.ok) {
    await keep(new URL(typeof request === "string" ? request : request.url), answer.clone()).catch(() => {});
  }
  return answer;
}

/**
 * @param {URL} address
 * @param {Response} answer
 */
async function keep(address, answer) {
  const store = await caches.open(STORE);
  // A page is the same whatever its address asks for; of the engine's files the older ones go.
  if (!KEPT.test(address.pathname)) address.search = "";
  else await store.delete(address.href, { ignoreSearch: true });
  await store.put(address.href, answer);
}

/** @param {Request} request */
async function answered(request) {
  if (KEPT.test(request.url)) return (await kept(request)) ?? (await fetchAndKeep(request));
  try {
    return await fetchAndKeep(request);
  } catch (error) {
    const had = await kept(request);
    if (had) return had;
    throw error;
  }
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener(
  "activate",
  (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()),
);
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) {
    event.respondWith(answered(request));
  }
});
/* What a page has loaded before there was a worker is kept too. */
worker.addEventListener("message", (/** @type {any} */ event) => {
  const { addresses } = event.data;
  const keep = async (/** @type {string} */ address) =>
    (await kept(new Request(address))) ?? (await fetchAndKeep(address));
  const done = Promise.allSettled(addresses.map(keep)).then(() => event.source?.postMessage({ kept: true }));
  event.waitUntil(done);
});
