/* Counting hands. */

export const MOST = 999; // of a class, for one answer

/**
 * The hands that a field says: a whole number of them, or none that is said.
 *
 * @param {string} text
 */
export function handsIn(text) {
  const digits = text.replace(/\D/g, "");
  return digits ? Math.min(Number(digits), MOST) : null;
}

/**
 * How long the bars are, in hundredths of the longest.
 *
 * @param {(number | null)[]} hands
 */
export function bars(hands) {
  const most = Math.max(1, ...hands.map(Number));
  return hands.map((one) => 100 * Number(one) / most);
}
