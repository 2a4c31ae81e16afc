"""The language of short, often mixed texts."""

import pytest

from city120_text import UNDETERMINED, detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("강남구 역삼동인데 수도요금이 두 배로 나왔어요", "ko"),
        ("The street light near Hongik Univ. station has been out for days", "en"),
        ("我住在麻浦区,旧沙发怎么扔?", "zh"),
        ("江南駅の終電は何時ですか", "ja"),
        ("Nhà tôi ở quận Jongno bị mất nước", "vi"),
        ("nha toi bi mat nuoc tu sang", "vi"),
        ("Хотын төвд паспорт хаана авах вэ", "mn"),
        ("паспорт захиалга", "mn"),
        ("bagt hog haana gargah ve", "mn"),
        ("us garahgui bna", "mn"),
        ("avtobus irehgui", "mn"),
        ("contact us", "en"),
        ("dead deer", "en"),
        ("nha toi o gan ga tau, di may bao nhieu tien", "vi"),
        ("서울역 last train", "en"),
        ("K패스 환급 언제 돼요", "ko"),
        ("sofa disposal", "en"),
        ("sudo yogeum neomu mani nawasseoyo", "ko"),
        ("jihacheol makcha eonje isseoyo", "ko"),
        ("yeogwon eodiseo mandeureoyo", "ko"),
        ("bul nasseoyo dowajuseyo", "ko"),
        ("airport bus eodi tayo", "ko"),
        ("cold shelter yeongdeungpo", "en"),
        ("water bill bomb hapjeong", "en"),
        ("gwanghwamun people watching video", "en"),
        ("khach tang cao keu voi tam luc co luc yeu nhu khoc", "vi"),
        ("giay chung nhan tau tre", "vi"),
    ],
)
def test_it_is_told_from_the_text(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Где можно получить паспорт в Сеуле",
        "¿Dónde puedo renovar mi pasaporte?",
        "สวัสดีครับ รถไฟ",
        "bonjour je voudrais un passeport",
        "مرحبا كيف",
        "Saya mau bayar tagihan air di mana ya",
        "donde puedo pagar la factura del agua en seul",
        "wo kann ich meinen neuen wohnsitz anmelden",
        "eu perdi a minha carteira no metro e preciso de ajuda",
        "su faturasini nereden odeyebilirim",
        "nawala ko yung wallet ko sa tren kagabi ano gagawin ko",
    ],
)
def test_a_language_that_is_not_spoken_is_undetermined(text: str) -> None:
    assert detect_language(text) == UNDETERMINED


def test_a_hint_decides_only_what_the_text_leaves_open() -> None:
    assert detect_language("120 ??", "mn") == "mn"
    assert detect_language("終電", "ja") == "ja"
    assert detect_language("수도요금", "ja") == "ko"


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "🙂🙂", "123"])
def test_a_text_without_letters_is_answered_in_the_citys_language(text: str) -> None:
    assert detect_language(text) == "ko"
