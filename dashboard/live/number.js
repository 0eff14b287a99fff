/* Numbers in words. */

/**
 * Write a number as people read it: 0.4573, 31,600, 4.2 × 10⁻⁹.
 *
 * @param {number} value
 */
export function written(value) {
  if (!Number.isFinite(value)) return "—";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6)) {
    return value.toLocaleString("en", { maximumSignificantDigits: size >= 1e4 ? 6 : 4 }).replace("-", "−");
  }
  const [mantissa, exponent] = value.toExponential(3).split("e");
  const raised = [...exponent.replace("+", "")].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "⁻").join("");
  const factor = Number(mantissa) === 1 ? "" : `${Number(mantissa)} × `;
  return `${factor}10${raised}`.replace("-", "−");
}
