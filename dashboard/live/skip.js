/* The first thing that the Tab key comes to on a page: a link past the navigation, to the first slider. */

const SLIDER = "[data-testid=stMain] [data-testid=stSlider] input[type=range]";
const MAIN = "#stMain"; // the framework gives it the focus, too

/** Put the link before all else; it is there but once, whatever page is shown. */
export default function render() {
  if (document.querySelector(".skip-link")) return;
  const link = document.createElement("a");
  link.className = "skip-link";
  link.textContent = "Skip to the first slider";
  link.href = "#stMain";
  link.addEventListener("focus", () => {
    link.textContent = document.querySelector(SLIDER) ? "Skip to the first slider" : "Skip to the page";
  });
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address says what is shown
    const target = /** @type {HTMLElement | null} */ (document.querySelector(SLIDER) ?? document.querySelector(MAIN));
    target?.focus();
  });
  document.body.prepend(link);
}
