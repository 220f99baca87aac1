/** The round face beside a message: the account's picture, or its first letter. */

import { make, style } from "./elements.js";
import { drawPicture } from "./pictures.js";

/** The same name always has the same colour. */
export function drawFace({ name = "", iconUrl } = {}) {
  const face = make("span", "lv-face", iconUrl ? drawPicture(iconUrl) : ([...name.trim()][0] ?? ""));
  face.setAttribute("aria-hidden", "true");
  const hue = [...name].reduce((sum, letter) => (sum * 17 + letter.codePointAt(0)) % 360, 40);
  return style(face, { "--lv-hue": `${hue}` });
}
