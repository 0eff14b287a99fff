/* The ticks of a logarithmic axis that is seen from near. */

/** @import { Layout } from "./types.js" */

const FEW = 3; // of its own steps: an axis that shows no more has ticks between them

/**
 * A layout in which axes that were zoomed below a few of their decades have the ticks that Plotly finds: 2 and 5 and,
 * nearer still, even numbers.
 *
 * @param {Layout} layout
 * @param {Record<string, number[]>} ranges of the axes that were zoomed, in powers of ten
 * @returns {Layout}
 */
export function ticked(layout, ranges) {
  const near = { ...layout };
  for (const [name, [first, last]] of Object.entries(ranges)) {
    const axis = layout[name];
    if (axis?.type !== "log" || typeof axis.dtick !== "number") continue;
    if (Math.abs(last - first) >= FEW * axis.dtick) continue;
    const { dtick: _, tickvals: __, ticktext: ___, ...others } = axis;
    near[name] = { ...others, minor: { ticks: "outside", ticklen: 3 } };
  }
  return near;
}

/**
 * The ranges of axes where they are not those that were asked for.
 *
 * @param {Record<string, number[]>} shown
 * @param {Layout | undefined} asked
 */
export const zoomed = (shown, asked) =>
  Object.fromEntries(
    Object.entries(shown).filter(([name, [first, last]]) => {
      const [low, high] = asked?.[name]?.range ?? [first, last];
      return Math.abs(first - low) + Math.abs(last - high) > 1e-6 * Math.abs(high - low);
    }),
  );
