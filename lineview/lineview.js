/**
 * Draws LINE messages in a browser, close to how a phone shows them.
 *
 *   drawMessage(message, { onAction })     → the message without its row (who, when)
 *   drawQuickReply(quickReply, { onAction }), drawRichMenu(menu, { onAction })
 *   drawTalk(messages, { account, onAction }) → rows with the account's face, ready for a preview
 *
 * `onAction` is called with LINE's own action object on a tap; without it, buttons are drawn and inert.
 */

export { drawFace } from "./faces.js";
export { drawMessage } from "./messages.js";
export { drawQuickReply } from "./quickreplies.js";
export { drawRichMenu } from "./richmenus.js";
export { drawRow, drawTalk } from "./rows.js";
