/* Where a visitor is: the page and its state, in the address. */

import { putInAddress } from "../live/address.js";

/** No other page lies beside this one. */
export const ALONE = document.querySelector("script[data-part]") !== null;

/**
 * Where a page stands.
 *
 * @param {string} page
 */
export const pathOf = (page) => `${page === "overview" ? "index" : page}.html`;

/* The address of this file; of one by itself, with what stands before the name of a page. */
export const file = () => `${location.href.split(/[?#]/)[0]}${ALONE ? "#/" : ""}`;

/**
 * The page whose file this is.
 *
 * @param {string} home the page that has been opened, whatever its file is called
 */
function pageOfFile(home) {
  const name = location.pathname.split("/").pop() || "index.html";
  if (ALONE || !document.querySelector(`nav a[href="${CSS.escape(name)}"]`)) return home;
  return name === "index.html" ? "overview" : name.replace(/\.html$/, "");
}

/**
 * What the address asks for; where it could not be written, it stands after the hash.
 *
 * @param {string} home
 */
export function here(home) {
  const hash = location.hash.match(/^#\/([\w-]+)\?(.*)$/);
  return hash ? { page: hash[1], query: hash[2] } : { page: pageOfFile(home), query: location.search.slice(1) };
}

/**
 * Write what is shown into the address.
 *
 * @param {{ page: string, query: Record<string, string> }} seen
 * @param {string} home
 * @param {boolean} instead of what stands there, or as a step in the history
 */
export function write({ page, query }, home, instead) {
  const said = String(new URLSearchParams(query)).replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%3B/g, ";");
  const now = here(home);
  if (now.page === page && now.query === said) return;
  const { pathname } = location;
  const stays = pageOfFile(home) === page;
  const path = stays ? pathname : pathname.replace(/[^/]*$/, pathOf(page));
  if ((stays || !ALONE) && putInAddress(`${path}${said && `?${said}`}`, instead)) return;
  putInAddress(`${pathname}#/${page}?${said}`, instead);
}
