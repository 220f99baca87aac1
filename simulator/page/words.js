/** Everything the page says by itself, Japanese first; the choice of language is remembered. */

import { FAULT_WORDS } from "./faultwords.js";

const WORDS = {
  title: ["トークの練習台", "Practice talk"],
  note: [
    "LINEのかわりに試すための画面です。ここでのやりとりは、この機械の外へは出ません。",
    "A stand-in for LINE, for trying out. No message leaves this machine.",
  ],
  otherLanguage: ["English", "日本語"],
  people: ["登場する人", "People"],
  addPerson: ["＋ 人を追加", "+ Add a person"],
  faults: ["障害を起こす", "Faults"],
  lost: ["つながっていません。つなぎ直しています。", "Not connected. Reconnecting."],
  more: ["ほかに{count}人います（画面には出していません）。", "{count} more people are not shown here."],
  nobody: ["まだ誰もいません。「人を追加」から始めてください。", "Nobody is here yet. Start with “Add a person”."],
  stranger: ["友だちではありません", "Not a friend"],
  friend: ["友だち", "Friend"],
  blocked: ["ブロック中", "Blocked"],
  gone: ["LINEをやめました", "Has left LINE"],
  follow: ["友だち追加", "Add friend"],
  block: ["ブロック", "Block"],
  unblock: ["ブロック解除", "Unblock"],
  phoneOf: ["{name}さんのスマートフォン", "{name}’s phone"],
  talkOf: ["{name}とのトーク", "Talk with {name}"],
  greetingCard: ["友だちに追加すると、このアカウントからあいさつが届きます。", "Add this account and it will greet you."],
  goneBar: ["LINEをやめたため、送れません。", "Has left LINE: nothing can be sent."],
  blockedBar: ["ブロックしているため、送れません。", "Blocked: nothing can be sent."],
  message: ["メッセージを入力", "Enter a message"],
  send: ["送信", "Send"],
  sticker: ["スタンプ", "Stickers"],
  photo: ["写真", "Photo"],
  typing: ["入力中", "Typing"],
  silent: ["通知なし", "No alert"],
  unsend: ["送信取消", "Unsend"],
  unsent: ["メッセージの送信を取り消しました", "The message was unsent"],
  followed: ["友だちに追加しました", "Added as a friend"],
  blockedNow: ["ブロックしました", "Blocked"],
  unblockedNow: ["ブロックを解除しました", "Unblocked"],
  newest: ["新しいメッセージ", "New messages"],
  unread: ["未読{count}件", "{count} unread"],
  today: ["今日", "Today"],
  yesterday: ["昨日", "Yesterday"],
  copied: ["コピーしました", "Copied"],
  notCopied: ["コピーできませんでした", "Could not copy"],
  onlyInLine: ["LINEアプリの中だけで開くリンクです：{address}", "This link opens only inside the LINE app: {address}"],
  noSuchAction: ["この練習台ではできない操作です（{kind}）", "This stand-in cannot do that ({kind})"],
  failed: ["できませんでした。{reason}", "That did not work. {reason}"],
  unreachable: ["練習台につながりません。", "The stand-in cannot be reached."],
  pick: ["日時を選ぶ", "Choose a date or time"],
  choose: ["決定", "Choose"],
  cancel: ["キャンセル", "Cancel"],
  close: ["閉じる", "Close"],
  newcomer: ["人を追加", "Add a person"],
  name: ["名前", "Name"],
  namePlaceholder: ["例：三郎", "e.g. Alex"],
  language: ["スマートフォンの言語", "Phone language"],
  japanese: ["日本語", "Japanese"],
  english: ["英語", "English"],
  alreadyFriend: ["前からの友だちにする（友だち追加の知らせは届きません）", "A friend from before (no friend-add event is sent)"],
  add: ["追加", "Add"],
  menu: ["メニュー", "Menu"],
  textSize: ["文字を大きくする", "Larger text"],
  officialAccount: ["公式アカウント", "Official account"],
};

const ALL = { ...WORDS, ...FAULT_WORDS };

export const language = {
  get current() {
    return localStorage.getItem("language") === "en" ? "en" : "ja";
  },
  toggle() {
    localStorage.setItem("language", this.current === "ja" ? "en" : "ja");
  },
};

/** The words of that name, with {values} filled in. */
export function say(name, values = {}) {
  const words = ALL[name]?.[language.current === "en" ? 1 : 0] ?? name;
  return words.replace(/\{(\w+)\}/g, (slot, key) => `${values[key] ?? slot}`);
}

/** Fill what the page itself holds. */
export function sayPage() {
  document.documentElement.lang = language.current;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
}
