/* Questions of a lesson: the answer, and the controls of the figure, come once something has been predicted. */

for (const question of document.querySelectorAll(".question")) {
  const { told } = JSON.parse(question.dataset.verdicts);
  const verdict = question.querySelector(".verdict");

  const open = (text) => {
    verdict.textContent = text;
    question.querySelector(".answer").hidden = false;
    stage(question.closest(".step").querySelector(".live-figure")).unveil(true);
  };
  const judge = (right) => open(right ? `Yes: ${told}.` : `Not quite: ${told}.`);

  for (const option of question.querySelectorAll("[data-right]"))
    option.addEventListener("click", () => {
      for (const other of question.querySelectorAll("[data-right]"))
        other.setAttribute("aria-pressed", String(other === option));
      judge(option.dataset.right === "true");
    });

  const slider = question.querySelector("input[type=range]");
  if (slider) {
    const readings = JSON.parse(slider.dataset.readings);
    const near = JSON.parse(slider.dataset.near);
    const read = () => {
      question.querySelector("output").textContent = readings[slider.value];
      slider.setAttribute("aria-valuetext", readings[slider.value]);
    };
    slider.addEventListener("input", read);
    read();
    question.querySelector(".check").addEventListener("click", () => judge(near[slider.value]));
  }
  question.querySelector(".show").addEventListener("click", () => open(`The answer: ${told}.`));
}
