/** Template messages: buttons, confirm, carousel, image carousel. */

import { drawButton, labelOf, makeTappable } from "./actions.js";
import { drawCards } from "./carousels.js";
import { make, style } from "./elements.js";
import { color } from "./measures.js";
import { drawPicture } from "./pictures.js";
import { drawUnknown } from "./unknowns.js";

const TEMPLATES = {
  buttons: (template, options) => drawCard(template, template, options),
  confirm: drawConfirm,
  carousel: drawCarousel,
  image_carousel: drawImageCarousel,
};

export function drawTemplate(message, options) {
  const template = message.template ?? {};
  const draw = Object.hasOwn(TEMPLATES, template.type ?? "") ? TEMPLATES[template.type] : null;
  return draw ? draw(template, options) : drawUnknown(message);
}

/** One card: picture, title, text, and the choices under each other. How its pictures look may stand on the row. */
function drawCard(card, look, options) {
  const drawn = make(
    "div",
    "lv-card lv-template",
    card.thumbnailImageUrl && drawThumbnail(card, look),
    make("div", "lv-template-words", card.title && make("p", "lv-template-title", card.title), drawWords(card)),
    drawChoices("lv-choices", card.actions, options),
  );
  return card.defaultAction ? makeTappable(drawn, card.defaultAction, options) : drawn;
}

function drawConfirm(template, options) {
  return make(
    "div",
    "lv-card lv-template lv-confirm",
    make("div", "lv-template-words", drawWords(template)),
    drawChoices("lv-choices lv-choices-beside", template.actions, options),
  );
}

function drawCarousel(template, options) {
  return drawCards("lv-carousel", (template.columns ?? []).map((column) => drawCard(column, template, options)));
}

function drawImageCarousel(template, options) {
  return drawCards("lv-image-carousel", (template.columns ?? []).map((column) => drawImageColumn(column, options)));
}

function drawImageColumn({ imageUrl, action }, options) {
  const label = labelOf(action);
  const words = label && make("span", "lv-image-label", label);
  return drawButton("lv-image-column", action, options, drawPicture(imageUrl), words || "");
}

function drawWords({ text }) {
  return make("p", "lv-template-text", text ?? "");
}

/** All choices of a card look alike: what is offered is never weighted by its looks. */
function drawChoices(className, actions, options) {
  return make("div", className, ...(actions ?? []).map((action) => drawButton("lv-choice", action, options)));
}

function drawThumbnail(card, look) {
  const wide = look.imageAspectRatio !== "square";
  const thumbnail = make("div", `lv-thumbnail ${wide ? "lv-thumbnail-wide" : ""}`, drawPicture(card.thumbnailImageUrl));
  if (look.imageSize === "contain") thumbnail.classList.add("lv-thumbnail-whole");
  return style(thumbnail, { "background-color": color(card.imageBackgroundColor ?? look.imageBackgroundColor) });
}
