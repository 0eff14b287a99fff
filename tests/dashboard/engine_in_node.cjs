/* Runs the Python of the pages in Node: what comes as a list in JSON is asked of the bridge, and all answers written.
 *
 * `node engine_in_node.cjs FOLDER`, where the files of the engine lie, and our own Python as walls.zip.
 */
const { readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = process.argv[2];

async function start() {
  const { loadPyodide } = require(join(folder, "pyodide.js"));
  const python = await loadPyodide({ indexURL: folder });
  const wheels = readdirSync(folder).filter((name) => name.endsWith(".whl"));
  const quiet = { checkIntegrity: false, messageCallback: () => {} };
  for (const name of wheels) await python.loadPackage(join(folder, name), quiet);
  python.unpackArchive(new Uint8Array(readFileSync(join(folder, "walls.zip"))), "zip", { extractDir: "/walls" });
  python.runPython("import sys; sys.path.insert(0, '/walls')");
  return python.pyimport("dashboard.bridge");
}

/* An error of the engine carries its whole script: the end says what it is. */
start().then((bridge) => {
  const asked = JSON.parse(readFileSync(0, "utf-8"));
  writeFileSync(1, JSON.stringify(asked.map(([name, ...given]) => JSON.parse(bridge[name](...given)))));
}).catch((error) => {
  console.error(String(error).slice(-1000));
  process.exit(1);
});
