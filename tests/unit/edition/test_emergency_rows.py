"""What the bundled patterns hear, and what they do not."""

from dataclasses import replace

import pytest

from city120_edition import rows
from city120_edition.validate import as_rule
from city120_text import EmergencyMatcher
from tests.bundled import bundled


@pytest.fixture(scope="module")
def matcher() -> EmergencyMatcher:
    return EmergencyMatcher(as_rule(row) for row in bundled().tables["emergencies"])


@pytest.mark.parametrize("text", ["지진 났어요", "earthquake!", "地震了", "地震だ", "động đất rồi", "dong dat roi", "газар хөдлөж байна"])
def test_a_bare_earthquake_is_heard_as_nothing_else(matcher: EmergencyMatcher, text: str) -> None:
    assert [rule.id for rule in matcher.match(text)] == ["earthquake"]


@pytest.mark.parametrize(
    "text",
    [
        "방금 지진 어디서 났어요",
        "우리 아파트 내진 설계 됐나요",
        "윗집이 뛰어서 집이 흔들려요 너무 심해요",
        "road works make our house shake like crazy right now",
        "earthquake drill schedule please",
        "日本地震了",
        "昨天地震了",
        "携帯が震えて止まらない",
        "bảo hiểm động đất",
        "hop dong dat coc thue nha",
        "газар хөдлөлтийн дадлага хэзээ вэ",
    ],
)
def test_talk_of_earthquakes_and_of_other_shaking_is_none(matcher: EmergencyMatcher, text: str) -> None:
    assert matcher.match(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "길고양이가 지붕 위에 올라가 있는데 비가 와서 물이 차올라 못 내려와요",
        "cat trapped on the roof, please rescue",
        "마당에 독사가 있어요",
        "poisonous snake in the garden",
        "家里有毒蛇怎么办",
        "다리가 부러져서 깁스했는데 장애인 콜택시 탈 수 있나요",
        "my arm is broken, I'm in a cast, I can't carry the trash down, help",
        "足を骨折してギプスをしていて、歩けないので",
    ],
)
def test_a_cat_on_a_roof_a_snake_that_is_seen_and_a_cast_are_none(matcher: EmergencyMatcher, text: str) -> None:
    assert matcher.match(text) == []


@pytest.mark.parametrize(
    "text", ["뱀에 물렸어요", "독사한테 물렸어요", "bitten by a snake", "被毒蛇咬了", "ヘビに噛まれました", "bị rắn độc cắn", "могойд хатгуулсан"]
)
def test_a_snake_bite_is_heard(matcher: EmergencyMatcher, text: str) -> None:
    assert [rule.id for rule in matcher.match(text)] == ["poison"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("agiga sumeul an swieoyo", "medical"),
        ("jugo sipeoyo", "suicide"),
        ("bul nasseoyo", "fire"),
        ("gaseu naemsaega nayo", "gas.leak"),
        ("Uhmeer baina", "suicide"),
        ("hiin uner unerteed bna", "gas.leak"),
        ("gal garsan", "fire"),
    ],
)
def test_korean_and_mongolian_are_heard_in_latin_letters(matcher: EmergencyMatcher, text: str, heard: str) -> None:
    assert heard in [rule.id for rule in matcher.match(text)]


def test_their_patterns_are_none_of_english_or_vietnamese() -> None:
    source = bundled()
    rules = [as_rule(row) for row in source.rows("emergencies", rows.Emergency)]
    latin = [{written: item for written, item in rule.patterns.items() if written.endswith("-Latn")} for rule in rules]
    matcher = EmergencyMatcher(replace(rule, patterns=patterns) for rule, patterns in zip(rules, latin, strict=True))
    asked = [row.text for row in source.rows("phrasings", rows.Phrasing) if row.language in ("en", "vi") and not row.affair.startswith("emergency.")]
    assert len([text for text in asked if matcher.match(text)]) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "I'm so upset, I have been fined",
        "택시기사한테 바가지 썼어요 도둑놈이에요",
        "被罚款了气死我了",
        "罰金を取られて腹が立つ",
        "tức quá, bị phạt rồi",
        "торгууль ирлээ",
    ],
)
def test_who_was_fined_or_overcharged_was_not_robbed(matcher: EmergencyMatcher, text: str) -> None:
    assert matcher.match(text) == []
    assert {"accident", "crime", "violence"} <= matcher.doubted(text)


@pytest.mark.parametrize("text", ["강도가 들어왔어요", "someone robbed me at knifepoint", "遭抢劫了", "強盗です", "tôi bị cướp", "намайг дээрэмдлээ"])
def test_who_was_robbed_is_not_doubted(matcher: EmergencyMatcher, text: str) -> None:
    assert "crime" not in matcher.doubted(text)


@pytest.mark.parametrize(
    "text",
    [
        "1층 고깃집 연기가 너무 심해요 빨래에 냄새 배요",
        "the bbq place downstairs makes so much smoke my clothes stink",
        "楼下烧烤店油烟太大了，衣服都臭了，找谁",
        "下の焼肉屋の煙がひどくて洗濯物が臭い",
        "khói quán nướng dưới nhà nhiều quá, quần áo hôi hết",
        "доод давхрын шарсан махны утаа хувцсанд үнэртэж байна",
    ],
)
def test_smoke_of_a_kitchen_that_smells_is_no_fire(matcher: EmergencyMatcher, text: str) -> None:
    assert matcher.match(text) == []
    assert "fire" in matcher.doubted(text)


@pytest.mark.parametrize("text", ["고깃집에 불이 났어요", "烧烤店着火了，衣服都烧了", "油锅起火了 火苗窜到抽油烟机上了 灭不掉啊", "焼肉屋が火事です"])
def test_a_kitchen_on_fire_is_one(matcher: EmergencyMatcher, text: str) -> None:
    assert "fire" in [rule.id for rule in matcher.match(text)]


@pytest.mark.parametrize("text", ["Can my friend pick it up?", "can my wife collect it instead?"])
def test_who_asks_whether_another_may_fetch_a_thing_saw_nobody_drown(matcher: EmergencyMatcher, text: str) -> None:
    assert matcher.match(text) == []
    assert "drowning" in matcher.doubted(text)


@pytest.mark.parametrize("text", ["he went under when he tried to pick it up, help", "my dog fell in, my friend tried to pick it up"])
def test_who_went_under_for_a_thing_is_not_doubted(matcher: EmergencyMatcher, text: str) -> None:
    assert "drowning" not in matcher.doubted(text)


@pytest.mark.parametrize(
    "text",
    [
        "옆집 에어컨 실외기 물이 창문으로 계속 떨어져요",
        "the neighbour's air con unit keeps dripping on my window",
        "楼上空调外机滴水",
        "隣の室外機の水が垂れてきます",
        "cục nóng máy lạnh nhà bên nhỏ giọt nước xuống",
        "хөршийн агааржуулагчийн ус дусаад байна",
    ],
)
def test_an_air_conditioner_that_drips_is_no_fire(matcher: EmergencyMatcher, text: str) -> None:
    assert matcher.match(text) == []
    assert "fire" in matcher.doubted(text)


@pytest.mark.parametrize("text", ["에어컨 실외기에서 물이 떨어지고 연기가 나요", "the air con is leaking water and smoke", "空调外机漏水还着火了"])
def test_one_that_smokes_is_not_doubted(matcher: EmergencyMatcher, text: str) -> None:
    assert "fire" not in matcher.doubted(text)


@pytest.mark.parametrize("text", ["子供が熱中症っぽいです", "열사병인 것 같아요", "他好像中暑了怎么办"])
def test_a_heatstroke_that_is_feared_is_heard(matcher: EmergencyMatcher, text: str) -> None:
    assert [rule.id for rule in matcher.match(text)] == ["medical"]


@pytest.mark.parametrize("text", ["熱中症にならない方法", "열사병 대비 쉼터 같은 데 있나요", "怎么防中暑"])
def test_how_to_prevent_it_is_not(matcher: EmergencyMatcher, text: str) -> None:
    assert matcher.match(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("문을 두드려도 대답없어요", "I knocked and nobody answers the door", "敲门没人应"),
        *("戸をたたいても返事がありません", "gõ cửa mà không ai trả lời", "хаалгыг тогшоод хариу алга"),
    ],
)
def test_a_door_that_nobody_answers_is_no_talk_of_suicide(matcher: EmergencyMatcher, text: str) -> None:
    assert "suicide" in matcher.doubted(text)


@pytest.mark.parametrize("text", ["아들이 방문을 잠갔는데 두드려도 대답이 없어요", "my depressed friend does not answer the door when I knock"])
def test_somebody_close_behind_a_locked_door_may_be_in_danger(matcher: EmergencyMatcher, text: str) -> None:
    assert "suicide" not in matcher.doubted(text)
