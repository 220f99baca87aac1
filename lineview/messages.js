/** One message object, one drawing: the table of contents of everything that can be drawn. */

import { drawFlex } from "./flexes.js";
import { drawAudio, drawLocation, drawVideo } from "./media.js";
import { drawImagemap, drawPhoto } from "./pictures.js";
import { drawSticker } from "./stickers.js";
import { drawTemplate } from "./templates.js";
import { drawText } from "./texts.js";
import { drawUnknown } from "./unknowns.js";

const MESSAGES = {
  text: drawText,
  textV2: drawText,
  sticker: drawSticker,
  image: drawPhoto,
  video: drawVideo,
  audio: drawAudio,
  location: drawLocation,
  imagemap: drawImagemap,
  template: drawTemplate,
  flex: drawFlex,
};

/** Whatever arrives is drawn; what cannot be is a quiet grey bubble, never an error. */
export function drawMessage(message, options = {}) {
  const drawn = drawSafely(message, options);
  drawn.classList.add("lv-message");
  if (message?.altText && !drawn.hasAttribute("role")) {
    drawn.setAttribute("role", "group");
    drawn.setAttribute("aria-label", message.altText);
  }
  return drawn;
}

function drawSafely(message, options) {
  const draw = Object.hasOwn(MESSAGES, message?.type ?? "") ? MESSAGES[message.type] : drawUnknown;
  try {
    return draw(message, options);
  } catch (trouble) {
    console.warn("lineview could not draw a message", trouble);
    return drawUnknown(message);
  }
}
