/* The first thing that the Tab key comes to on a page: a link past the navigation, to the first slider. */

const SLIDER = "[data-testid=stMain] [data-testid=stSlider] input[type=range]";
const MAIN = "#stMain"; // the framework gives it the focus, too

/** Put the link before all else; it is there but once, whatever page is shown. */
export default function render() {
  if (document.querySelector(".skip-link")) return;
  const link = document.createElement("a");
  link.className = "skip-link";
  link.href = "#stMain";
  const say = () => {
    const words = document.querySelector(SLIDER) ? "Skip to the first slider" : "Skip to the page";
    if (link.textContent !== words) link.textContent = words;
  };
  say();
  // What a page has may come after the focus.
  const changes = new MutationObserver(say);
  link.addEventListener("focus", () => {
    say();
    changes.observe(document.body, { childList: true, subtree: true });
  });
  link.addEventListener("blur", () => changes.disconnect());
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address says what is shown
    const target = /** @type {HTMLElement | null} */ (document.querySelector(SLIDER) ?? document.querySelector(MAIN));
    target?.focus();
  });
  document.body.prepend(link);
}
