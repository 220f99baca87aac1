/** LINE's words for sizes and colours, as CSS. Anything that LINE would not take becomes undefined. */

const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
export const BUBBLE = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

/** Pixels or a share of the parent, as LINE writes them: "12px", "30%". */
export function length(value) {
  return /^\d+(\.\d+)?(px|%)$/.test(value ?? "") ? value : undefined;
}

/** Offsets may also be negative. */
export function offset(value) {
  return /^-\d+(\.\d+)?(px|%)$/.test(value ?? "") ? value : space(value);
}

export function space(value) {
  return worded(SPACE, value);
}

export function border(value) {
  return worded(BORDER, value);
}

/** With `scaling`, LINE lets the text follow the person's own font size; --lv-scale stands for that. */
export function textSize(value, scaling) {
  const size = worded(TEXT, value) ?? "16px";
  return scaling ? `calc(${size} * var(--lv-scale, 1))` : size;
}

export function imageSize(value) {
  return value === "full" ? "100%" : (worded(IMAGE, value) ?? "100px");
}

export function color(value) {
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value ?? "") ? value : undefined;
}

/** "20:13" → "20 / 13", within LINE's rule that the height is at most three times the width. */
export function ratio(value, otherwise = "1:1") {
  const [, width, height] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? "") ?? [];
  const fits = Number(width) > 0 && Number(height) > 0 && Number(height) <= Number(width) * 3;
  return (fits ? value : otherwise).replace(":", " / ");
}

function worded(words, value) {
  return Object.hasOwn(words, value ?? "") ? `${words[value]}px` : length(value);
}
