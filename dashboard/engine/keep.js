/* Let a worker keep what this page has loaded, so that it opens without a network. */

/* From a disk, and in a frame without an origin, there is none, and nothing to keep. */
export async function keepForLater() {
  if (!isSecureContext || !("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  try {
    const workers = navigator.serviceWorker;
    await workers.register("offline.js");
    const { active } = await workers.ready;
    const here = location.href.split(/[?#]/)[0];
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const ours = loaded.filter((name) => name.startsWith(here.replace(/[^/]*$/, "")));
    workers.addEventListener("message", () => document.documentElement.dataset.kept = "yes");
    const plotly = new URL("assets/plotly.min.js", here).href; // which pages without figures do not bring
    active?.postMessage({ addresses: [...new Set([here, plotly, ...ours])] });
  } catch {
    // It works as before, with a network.
  }
}
