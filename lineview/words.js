/** The few words that a drawing says by itself, in the page's language. */

const WORDS = {
  ja: {
    picture: "写真",
    sticker: "スタンプ",
    video: "動画",
    audio: "音声",
    location: "位置情報",
    menu: "メニュー",
    replies: "返信の候補",
    cards: "カード",
    unknown: "ここでは表示できないメッセージです",
    empty: "中身のないメッセージです",
    emoji: "絵文字",
  },
  en: {
    picture: "Photo",
    sticker: "Sticker",
    video: "Video",
    audio: "Audio",
    location: "Location",
    menu: "Menu",
    replies: "Quick replies",
    cards: "Cards",
    unknown: "This message cannot be shown here",
    empty: "An empty message",
    emoji: "emoji",
  },
};

export function word(name) {
  const language = document.documentElement.lang.startsWith("en") ? "en" : "ja";
  return WORDS[language][name];
}
