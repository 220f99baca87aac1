"""Shop, settings and topics: kept, refused with a sentence, in the audit."""

from sqlalchemy import select

from models.audit import AuditEntry
from models.notices import Notice
from models.shops import CouponWay, Shop
from services import settings, shops, topics
from tests.admin.shop import Parts, Visitor


def choices(parts: Parts) -> settings.Choices:
    with parts.readings.begin() as session:
        return settings.read(session)


def actions(parts: Parts) -> list[str]:
    with parts.readings.begin() as session:
        return list(session.scalars(select(AuditEntry.action)))


SHOP = {
    "shop_name": "珈琲ごえん",
    "company": "ごえん商店",
    "contact": "03-0000-0000",
    "greeting": "いらっしゃいませ",
}


def test_the_shops_details_are_kept(owner: Visitor, parts: Parts) -> None:
    assert owner.post("/admin/shop", **SHOP).status_code == 303

    kept = choices(parts)
    assert (kept.shop_name, kept.contact, kept.greeting) == ("珈琲ごえん", "03-0000-0000", "いらっしゃいませ")
    assert "settings_changed" in actions(parts)


def test_new_words_make_a_new_notice(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/shop", **SHOP)

    with parts.readings.begin() as session:
        assert any("ごえん商店" in body for body in session.scalars(select(Notice.body)))


def test_a_name_too_long_keeps_what_was_typed_and_changes_nothing(owner: Visitor, parts: Parts) -> None:
    response = owner.post("/admin/shop", **{**SHOP, "shop_name": "長" * 21})

    assert response.status_code == 422
    assert "20文字までで入れてください" in response.text
    assert "長" * 21 in response.text
    assert "03-0000-0000" in response.text
    assert choices(parts).contact == ""


def test_branches_open_and_close(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/shop/branches", name="本店", address="東京都")
    twice = owner.post("/admin/shop/branches", name="本店")
    with parts.readings.begin() as session:
        number = session.scalars(select(Shop.id)).one()
    owner.post("/admin/shop/branches/close", shop=number)

    assert "同じ名前の店舗があります" in twice.text
    with parts.readings.begin() as session:
        assert shops.active(session) == []


MANNERS = {
    "quiet_from": "22:00",
    "quiet_until": "08:00",
    "weekly_cap": "2",
    "pace_per_minute": "600",
    "sleep_months": "24",
}


def test_manners_are_kept(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/settings/manners", **MANNERS)

    kept = choices(parts)
    assert (f"{kept.quiet_from:%H:%M}", kept.weekly_cap, kept.pace_per_minute) == ("22:00", 2, 600)


def test_a_time_that_is_none_is_refused_and_all_stays(owner: Visitor, parts: Parts) -> None:
    response = owner.post("/admin/settings/manners", **{**MANNERS, "quiet_from": "夜"})

    assert "21:00 の形で" in response.text
    assert 'value="夜"' in response.text
    assert choices(parts).weekly_cap == 1


def test_rules_of_points_are_kept(owner: Visitor, parts: Parts) -> None:
    chosen = {"welcome_points": "50", "point_yen": "1", "points_months": "6", "points_expiry": "rolling"}
    returns = {"return_days": "7", "return_debt": "staff", "grant_limit": "500", "earn_notice_days": "60"}

    owner.post("/admin/settings/points", **chosen, **returns)

    kept = choices(parts)
    assert (kept.welcome_points, kept.points_months, kept.points_expiry) == (50, 6, "rolling")
    assert (kept.return_days, kept.return_debt) == (7, "staff")
    assert (kept.grant_limit, kept.earn_notice_days) == (500, 60)


def test_how_many_yen_give_a_point_is_not_changed_past_the_notice_period(
    owner: Visitor, parts: Parts
) -> None:
    owner.post("/admin/settings/points", earn_yen="200")

    assert choices(parts).earn_yen == 100


def test_credentials_go_in_and_never_come_out(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/settings/line", line_channel_id="1234567890", line_channel_secret="s3cretvalue")

    page = owner.get("/admin/settings").text
    assert "s3cretvalue" not in page
    assert "1234567890" not in page
    assert "登録済みです" in page
    with parts.readings.begin() as session:
        assert settings.read_secret(session, parts.vault(), "line_channel_secret") == "s3cretvalue"
        assert "s3cretvalue" not in str([entry.detail for entry in session.scalars(select(AuditEntry))])


def test_topics_are_defined_and_put_away(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/topics", code="seasonal", name_ja="季節", name_en="Season")
    wrong = owner.post("/admin/topics", code="Bad Code", name_ja="季節", name_en="Season")
    with parts.readings.begin() as session:
        number = topics.by_code(session, "seasonal").id
    owner.post("/admin/topics/retire", topic=number)

    assert "英小文字で始まる" in wrong.text
    with parts.readings.begin() as session:
        assert [topic.code for topic in topics.active(session)] == ["news"]


def test_a_branch_chooses_how_coupons_are_used_there(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/shop/branches", name="本店", coupon_way="counter")
    with parts.readings.begin() as session:
        branch = session.scalars(select(Shop)).one()

    changed = owner.post("/admin/shop/branches/coupons", shop=branch.id, way="customer_phone")
    nonsense = owner.post("/admin/shop/branches/coupons", shop=branch.id, way="magic")

    assert branch.coupon_way == CouponWay.COUNTER
    assert (changed.status_code, nonsense.status_code) == (303, 404)
    with parts.readings.begin() as session:
        assert session.scalars(select(Shop.coupon_way)).one() == CouponWay.CUSTOMER_PHONE
    assert "coupon_way_chosen" in actions(parts)


def test_the_public_page_says_what_is_kept_in_both_languages(visitor: Visitor) -> None:
    assert "お預かりする期間" in visitor.client.get("/trust").text
    english = visitor.client.get("/trust?language=en").text
    assert "How long we keep it" in english
    assert "お預かり" not in english
