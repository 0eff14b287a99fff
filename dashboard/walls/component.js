/* The walls on a page of the app. */

const drawings = new WeakMap();

export default function render({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".walls");
  let drawing = drawings.get(root);
  if (!drawing) {
    drawing = new Walls(root);
    drawings.set(root, drawing);
  }
  drawing.update(data, (name) => setTriggerValue("wall", name));
}
