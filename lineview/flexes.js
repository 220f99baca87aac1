/** Flex messages: bubbles and carousels of bubbles, block by block. */

import { makeTappable } from "./actions.js";
import { drawBox } from "./boxes.js";
import { drawCards } from "./carousels.js";
import { drawComponent } from "./components.js";
import { make, style } from "./elements.js";
import { BUBBLE, color } from "./measures.js";
import { drawUnknown } from "./unknowns.js";

const BLOCKS = ["header", "hero", "body", "footer"];

export function drawFlex(message, options) {
  const { contents } = message;
  if (contents?.type === "bubble") return drawBubble(contents, options);
  if (contents?.type !== "carousel") return drawUnknown(message);
  return drawCards("lv-flex-carousel", (contents.contents ?? []).map((bubble) => drawBubble(bubble, options)));
}

function drawBubble(bubble, options) {
  const size = Object.hasOwn(BUBBLE, bubble.size ?? "") ? bubble.size : "mega";
  const blocks = BLOCKS.filter((name) => bubble[name]);
  const drawn = make("div", "lv-card lv-flex", ...blocks.map((name) => drawBlock(name, bubble, options)));
  drawn.dir = bubble.direction === "rtl" ? "rtl" : "ltr";
  style(drawn, { "--lv-width": `${BUBBLE[size]}px` });
  return bubble.action ? makeTappable(drawn, bubble.action, options) : drawn;
}

function drawBlock(name, bubble, options) {
  const look = bubble.styles?.[name] ?? {};
  const block = make("div", `lv-block lv-${name}`, drawContents(bubble[name], options));
  if (look.separator) block.classList.add("lv-block-parted");
  return style(block, {
    "background-color": color(look.backgroundColor),
    "--lv-separator": color(look.separatorColor),
  });
}

/** A hero is a picture, a video or a box; the other blocks are boxes. */
function drawContents(block, options) {
  return block.type === "box" ? drawBox(block, options) : drawComponent(block, { layout: "vertical" }, options);
}
