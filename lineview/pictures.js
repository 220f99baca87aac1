/** Pictures: photos, imagemaps, and every place in a card where a picture stands. */

import { drawButton, labelOf } from "./actions.js";
import { make, makeShape, style } from "./elements.js";
import { word } from "./words.js";

const NEAR = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A picture message: as large as it is, within LINE's bounds. */
export function drawPhoto(message) {
  return make("div", "lv-photo", drawPicture(message.previewImageUrl || message.originalContentUrl, word("picture")));
}

/**
 * The picture, or a quiet stand-in where it lies on another host or cannot be read.
 * Nothing that is drawn here may tell another server that somebody looked.
 */
export function drawPicture(address, description = "") {
  if (!isNear(address)) return drawMissing(description);
  const picture = make("img", "lv-picture");
  picture.alt = description;
  picture.decoding = "async";
  picture.addEventListener("error", () => picture.replaceWith(drawMissing(description)));
  picture.src = address;
  return picture;
}

export function drawMissing(description = "") {
  const missing = make("span", "lv-missing", drawFrame());
  missing.setAttribute("role", "img");
  missing.setAttribute("aria-label", description || word("picture"));
  return missing;
}

/** An imagemap is one picture with tappable places, measured in its own pixels. */
export function drawImagemap(message, options) {
  const { width = 1040, height = 1040 } = message.baseSize ?? {};
  const map = make("div", "lv-imagemap", drawPicture(message.baseUrl && `${message.baseUrl}/700`, message.altText));
  style(map, { "aspect-ratio": `${width} / ${height}` });
  map.append(...(message.actions ?? []).map((action) => drawPlace(action, action.area, { width, height }, options)));
  return map;
}

/** One tappable place over a picture of that size; rich menus use it too. */
export function drawPlace(action, area, { width, height }, options) {
  const place = drawButton("lv-place", action, options, "");
  place.setAttribute("aria-label", labelOf(action) || word("menu"));
  return style(place, {
    left: `${(100 * (area?.x ?? 0)) / width}%`,
    top: `${(100 * (area?.y ?? 0)) / height}%`,
    width: `${(100 * (area?.width ?? 0)) / width}%`,
    height: `${(100 * (area?.height ?? 0)) / height}%`,
  });
}

function isNear(address) {
  if (/^data:image\//i.test(address ?? "")) return true;
  try {
    const found = new URL(address, document.baseURI);
    return Boolean(address) && (found.host === location.host || NEAR.has(found.hostname));
  } catch {
    return false;
  }
}

function drawFrame() {
  return makeShape(
    "svg",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    makeShape("rect", { x: 3, y: 4.5, width: 18, height: 15, rx: 2.5 }),
    makeShape("circle", { cx: 8.5, cy: 9.5, r: 1.6 }),
    makeShape("path", { d: "M4 17.5l5-5 3.2 3.2 3.3-3.9 4.7 5.4" }),
  );
}
