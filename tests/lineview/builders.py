"""Writes message objects shortly, for the samples."""

from typing import Any

Json = dict[str, Any]


def postback(label: str, data: str = "action=sample") -> Json:
    return {"type": "postback", "label": label, "data": data, "displayText": label}


def text(words: str, **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def template(alt: str, **parts: Any) -> Json:
    return {"type": "template", "altText": alt, "template": parts}


def flex(alt: str, contents: Json) -> Json:
    return {"type": "flex", "altText": alt, "contents": contents}


def words(said: str, **look: Any) -> Json:
    return {"type": "text", "text": said, "wrap": True, "scaling": True, **look}


def box(*contents: Json, layout: str = "vertical", **look: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **look}


def button(label: str, **look: Any) -> Json:
    return {"type": "button", "action": postback(label), "scaling": True, **look}


def coupon(title: str, until: str) -> Json:
    body = box(
        words(title, weight="bold", size="lg"),
        words(f"{until}まで", size="sm", color="#555555", margin="md"),
        words("駅前店・本店", size="sm", color="#555555"),
        words("税込500円以上のお会計で1回", size="sm", color="#555555"),
    )
    footer = box(button("使う", style="primary", color="#3A6B4C", height="sm"))
    return {"type": "bubble", "size": "kilo", "body": body, "footer": footer}
