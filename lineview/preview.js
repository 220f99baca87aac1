/**
 * <line-preview messages="[…LINE message objects as JSON…]" account="駅前コーヒー"></line-preview>
 *
 * Draws a talk with inert buttons wherever it appears in a page, also in fragments that arrive later,
 * and again whenever its attributes change.
 */

import { drawTalk } from "./lineview.js";
import { drawUnknown } from "./unknowns.js";

class LinePreview extends HTMLElement {
  static observedAttributes = ["messages", "account", "icon"];

  connectedCallback() {
    this.draw();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.draw();
  }

  draw() {
    const account = { name: this.getAttribute("account") ?? "", iconUrl: this.getAttribute("icon") ?? undefined };
    const messages = this.read();
    this.replaceChildren(messages ? drawTalk(messages, { account }) : drawUnknown({}));
  }

  read() {
    try {
      return [JSON.parse(this.getAttribute("messages") || "[]")].flat();
    } catch {
      return null;
    }
  }
}

customElements.define("line-preview", LinePreview);
