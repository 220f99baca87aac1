/** Stickers: LINE's own pictures are not ours to show, so a small face of our own stands for each. */

import { make, makeShape } from "./elements.js";
import { word } from "./words.js";

const MOUTHS = [
  "M37 58q13 14 26 0",
  "M40 60q10 8 20 0",
  "M42 62q8 -7 16 0",
  "M40 57q10 18 20 0z",
  "M43 60h14",
  "M45 60a5 6 0 1 0 10 0a5 6 0 1 0 -10 0",
];
const SKINS = ["#ffd966", "#ffe0b8", "#cfeab8", "#bfe1f5", "#ffd3dc", "#e2d6f5"];

/** The same sticker always draws the same face. */
export function drawSticker(message) {
  const number = [...`${message.stickerId ?? ""}`].reduce((sum, digit) => sum * 31 + digit.charCodeAt(0), 7);
  const sticker = make("div", "lv-sticker", drawFace(number));
  sticker.setAttribute("role", "img");
  sticker.setAttribute("aria-label", [word("sticker"), ...(message.keywords ?? []).slice(0, 3)].join(" "));
  return sticker;
}

function drawFace(number) {
  const mouth = MOUTHS[number % MOUTHS.length];
  return makeShape(
    "svg",
    { viewBox: "0 0 100 100", "aria-hidden": "true" },
    makeShape("path", { class: "lv-face-ear", d: "M22 34L18 12l20 12zM78 34l4-22-20 12z", fill: skin(number) }),
    makeShape("ellipse", { class: "lv-face-skin", cx: 50, cy: 52, rx: 37, ry: 35, fill: skin(number) }),
    makeShape("circle", { class: "lv-face-eye", cx: 37, cy: 46, r: 3.6 }),
    makeShape("circle", { class: "lv-face-eye", cx: 63, cy: 46, r: 3.6 }),
    makeShape("ellipse", { class: "lv-face-cheek", cx: 27, cy: 56, rx: 5.5, ry: 3.6 }),
    makeShape("ellipse", { class: "lv-face-cheek", cx: 73, cy: 56, rx: 5.5, ry: 3.6 }),
    makeShape("path", { class: "lv-face-mouth", d: mouth, fill: mouth.endsWith("z") ? "#8a4b3a" : "none" }),
  );
}

function skin(number) {
  return SKINS[Math.floor(number / MOUTHS.length) % SKINS.length];
}
