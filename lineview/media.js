/** Video, audio and places on a map: drawn as a quiet card that says what it is. */

import { make } from "./elements.js";
import { drawPicture } from "./pictures.js";
import { word } from "./words.js";

export function drawVideo(message) {
  const mark = make("span", "lv-play", "▶");
  mark.setAttribute("aria-hidden", "true");
  return make("div", "lv-photo lv-video", drawPicture(message.previewImageUrl, word("video")), mark);
}

export function drawAudio(message) {
  const seconds = Math.round((message.duration ?? 0) / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return make("div", "lv-bubble lv-audio", make("span", "lv-audio-mark", "▶"), `${word("audio")} ${time}`);
}

export function drawLocation(message) {
  return make(
    "div",
    "lv-card lv-location",
    make("span", "lv-map"),
    make("p", "lv-location-title", message.title || word("location")),
    make("p", "lv-location-address", message.address ?? ""),
  );
}
