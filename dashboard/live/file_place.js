/* Streamlit gives the place for a file a label, and the role of what has none: a screen reader could heed but one. */

const PLACE = "[data-testid=stFileUploaderDropzone][role=presentation]";

/** @type {MutationObserver | undefined} */
let watching;

function mend() {
  for (const place of document.querySelectorAll(PLACE)) place.removeAttribute("role");
}

/** Leave the label, also of places that come later, as in a menu that opens. */
export default function render() {
  mend();
  if (watching) return;
  watching = new MutationObserver(mend);
  watching.observe(document.body, { childList: true, subtree: true });
  return () => {
    watching?.disconnect();
    watching = undefined;
  };
}
