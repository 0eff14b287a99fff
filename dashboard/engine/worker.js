/* Python in a worker. Its files are handed to it: it asks nothing of any server. */

/**
 * @typedef {(query: string) => unknown} Answer
 * @typedef {{ pyimport: (name: string) => any, unpackArchive: (content: ArrayBuffer, format: string, options: object) => void,
 *   runPython: (code: string) => unknown, loadPackage: (name: string, options: object) => Promise<void> }} Python
 * @typedef {{ id: number, name: string, given: unknown[] }} Question
 */

const PLACE = "https://files.invalid/"; // where the engine believes its files to be
const FOLDER = "/walls";

/** @type {any} */
const here = self;
const fetchElsewhere = here.fetch.bind(here), importElsewhere = here.importScripts.bind(here);
/** @type {Record<string, ArrayBuffer>} */
let files = {};
/** @type {Promise<any>} */
let bridge = new Promise(() => {});

const nameOf = (/** @type {any} */ asked) => String(asked.url ?? asked).split("/").pop() ?? "";

here.fetch = (/** @type {any} */ asked, /** @type {any} */ options) => {
  const name = nameOf(asked);
  if (!(name in files)) return fetchElsewhere(asked, options);
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return Promise.resolve(new Response(files[name], { headers: { "Content-Type": type } }));
};
here.importScripts = (/** @type {any[]} */ ...asked) => {
  for (const one of asked) {
    const name = nameOf(one);
    const blob = name in files && new Blob([files[name]], { type: "text/javascript" });
    importElsewhere(blob ? URL.createObjectURL(blob) : one);
  }
};

async function start() {
  here.importScripts(`${PLACE}pyodide.js`);
  /** @type {Python} */
  const python = await here.loadPyodide({ indexURL: PLACE });
  const told = { checkIntegrity: false, messageCallback: () => {} }; // it was checked when the pages were written
  for (const name of Object.keys(files)) if (name.endsWith(".whl")) await python.loadPackage(PLACE + name, told);
  python.unpackArchive(files["walls.zip"], "zip", { extractDir: FOLDER });
  python.runPython(`import sys; sys.path.insert(0, "${FOLDER}")`);
  files = {};
  return python.pyimport("dashboard.bridge");
}

/** @param {Question} question */
async function answer({ id, name, given }) {
  try {
    const said = (await bridge)[name](...given);
    const bytes = said?.toJs?.();
    said?.destroy?.();
    if (bytes) here.postMessage({ id, answer: bytes }, [bytes.buffer]);
    else here.postMessage({ id, answer: said });
  } catch (error) {
    here.postMessage({ id, error: String(error) });
  }
}

here.onmessage = (/** @type {MessageEvent<{ files: Record<string, ArrayBuffer> } | Question>} */ { data }) => {
  if (!("files" in data)) return answer(data);
  files = data.files;
  bridge = start();
  bridge.then(() => here.postMessage({ ready: true }), (error) => here.postMessage({ broken: String(error) }));
};
