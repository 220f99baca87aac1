"""The form of a notice: the shop's own words, in both languages, round what must be said."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as __
from wtforms import BooleanField, IntegerField, StringField, TextAreaField

from admin.editing import EditForm
from admin.forms import Form
from admin.parts import Visit
from models.members import Language
from models.notices import Notice
from services import notice_texts, notice_wordings, publishing
from services.notice_lint import Finding
from services.notice_words import Own
from services.publishing import Proof

SENTENCES = {
    "urgency": __("「%(said)s」は急がせる言葉です。お客さまがゆっくり選べる言い方にしてください。"),
    "scarcity": __("「%(said)s」は数や順番で迫る言葉です。伺う文面からは外してください。"),
    "shame": __("「%(said)s」は断りにくくする言葉です。どちらを選んでもよい言い方にしてください。"),
    "costs": __(
        "「%(said)s」は、断ると損をするように読めます。お断りになっても変わらないことだけを書いてください。",
    ),
    "presumes": __(
        "「%(said)s」は、返事の前に同意があるように読めます。お客さまが選んでからのことを書いてください。",
    ),
    "contradicts": __("「%(said)s」は、必ず入る約束と食い違います。外してください。"),
    "reward": __("「%(said)s」は、同意とお礼を引き換えにする言葉です。外してください。"),
    "loud": __("「%(said)s」は目立たせるための印です。外してください。"),
    "long": __("%(limit)s文字までにしてください。"),
    "many": __("%(limit)s行までにしてください。"),
    "bubble": __("全体が長すぎて、LINEの一つの吹き出しに入りません。短くしてください。"),
    "missing": __("「%(said)s」が抜けています。"),
    "labels_number": __("ボタンの言葉は、すべて入れて、たがいに違うものにしてください。"),
    "no_plain_no": __("「%(said)s」は断る言葉になっていません。「〜しない」のように書いてください。"),
    "unequal_length": __("ボタンの長さが違いすぎます（%(said)s）。同じくらいの長さにしてください。"),
    "unequal_form": __("ボタンの言い方がそろっていません（%(said)s）。同じ形にしてください。"),
    "untranslated": __("もう一方のことばと同じ数だけ書いてください。どちらの方にも同じことを伺うためです。"),
}
"""What each kind of finding sounds like; `said` are the words it was found in."""


THREE = ("label_yes", "label_between", "label_no")
TWO = ("label_yes", "label_no")


class OwnForm(Form):
    """The shop's own words in one language."""

    title = StringField(__("題"))
    opening = TextAreaField(__("はじめの言葉"), render_kw={"rows": 3})
    purposes = TextAreaField(__("ほかの使いみち（1行に1つ）"), render_kw={"rows": 2})
    items = TextAreaField(__("ほかにお預かりするもの（1行に1つ）"), render_kw={"rows": 2})
    closing = TextAreaField(__("おわりの言葉"), render_kw={"rows": 3})
    question = StringField(__("伺う言葉"))
    label_yes = StringField(__("「はい」のボタン"))
    label_between = StringField(__("あいだのボタン"))
    label_no = StringField(__("「いいえ」のボタン"))

    def own(self, buttons: tuple[str, ...]) -> Own:
        """Give what was typed."""
        return Own(
            title=self._line("title"),
            opening=self._block("opening"),
            purposes=self._lines("purposes"),
            items=self._lines("items"),
            closing=self._block("closing"),
            question=self._line("question"),
            labels=tuple(self._line(name) for name in buttons),
        )

    def mark(self, finding: Finding) -> None:
        """Write what is wrong at its field."""
        field = self[{"labels": "label_yes", "body": "opening"}.get(finding.place, finding.place)]
        field.errors = [*field.errors, sentence(finding)]

    def _line(self, name: str) -> str:
        return " ".join(str(self[name].data or "").split())

    def _block(self, name: str) -> str:
        return str(self[name].data or "").replace("\r\n", "\n").strip()

    def _lines(self, name: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self._block(name).split("\n") if line.strip())


class NoticeForm(EditForm):
    """One notice in both languages."""

    def __init__(self, visit: Visit, notice: Notice, *, typed: bool = False) -> None:
        super().__init__()
        self.visit, self.purpose = visit, notice.purpose
        if not typed:
            self.opened.data = notice_wordings.fingerprint(visit.session, notice.purpose)
        template = notice_texts.template(notice.purpose, visit.choices, None, Language.JA)
        self.buttons = TWO if len(template.labels) == len(TWO) else THREE
        self.texts = {language: self._sheet(language, typed=typed) for language in Language}

    def owns(self) -> dict[Language, Own]:
        """Give what was typed as it would be kept, by language."""
        return {
            language: publishing.own_part(
                self.purpose, language, sheet.own(self.buttons), choices=self.visit.choices
            )
            for language, sheet in self.texts.items()
        }

    def proofs(self) -> dict[Language, Proof]:
        return {
            language: publishing.proof(
                self.visit.session,
                self.purpose,
                language,
                own,
                choices=self.visit.choices,
                trust_url=trust_url(self.visit),
            )
            for language, own in self.owns().items()
        }

    def mark(self, findings: Mapping[Language, list[Finding]]) -> None:
        for language, found in findings.items():
            for finding in found:
                self.texts[language].mark(finding)

    def _sheet(self, language: Language, *, typed: bool) -> OwnForm:
        sheet = (
            OwnForm(prefix=language) if typed else OwnForm(None, data=self._kept(language), prefix=language)
        )
        if self.buttons == TWO:
            del sheet.label_between
        return sheet

    def _kept(self, language: Language) -> dict[str, str]:
        begun = publishing.start(self.visit.session, self.purpose, language)
        own = publishing.prefilled(self.purpose, language, begun, choices=self.visit.choices)
        lines = {name: "\n".join(getattr(own, name)) for name in ("purposes", "items")}
        texts = {name: getattr(own, name) for name in ("title", "opening", "closing", "question")}
        return lines | texts | dict(zip(self.buttons, own.labels, strict=True))


class AgeForm(Form):
    """How the age is asked."""

    minimum_age = IntegerField(__("何歳から、保護者の同意なしで登録できるか"))
    age_question = BooleanField(__("年齢を、登録の前に一つの質問として伺う（お酒など）"))


def trust_url(visit: Visit) -> str:
    return f"{visit.parts.settings.public_url}/trust"


def sentence(finding: Finding) -> str:
    """Say what is wrong with the words, and what to do."""
    return str(SENTENCES[finding.why]) % {"said": finding.found, "limit": finding.found}
