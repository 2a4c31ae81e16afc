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
        ("rác", "vi"),
        ("agiga sumeul an swieoyo", "ko"),
        ("hiin uner unerteed bna", "mn"),
        ("gas company phone", "en"),
        ("EasyCard in Seoul subway usable?", "en"),
        ("wifi password subway", "en"),
        ("final train from Apgujeong toward Ogeum", "en"),
        ("kippu wo nakushimashita", "ja"),
        ("wo de huzhao diu le", "zh"),
        ("паспорт", "mn"),
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("駅", "ja"),
        ("駐車場", "ja"),
        ("市役所 何時", "ja"),
        ("我家停電", "zh"),
        ("失業補助申請", "zh"),
        ("café 駐車場", "ja"),
        ("水道料金", "ja"),
        ("下水道堵了", "zh"),
        ("停车场在哪里", "zh"),
        ("護照不見了怎麼辦", "zh"),
        ("終電", "ja"),
    ],
)
def test_characters_and_words_tell_japanese_without_kana(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("tôi muốn 전입신고", "vi"),
        ("би 전입신고 хийх", "mn"),
        ("我想办전입신고", "zh"),
        ("where is 전입신고 done", "en"),
        ("전입신고 하고 싶어요 please", "ko"),
        ("전입신고 어디 tourist", "ko"),
        ("KTX 막차", "ko"),
        ("EV 충전", "ko"),
        ("パスポート 여권", "ja"),
        ("전입신고 したい", "ja"),
        ("외국인등록증 の更新", "ja"),
        ("막차 ㅋㅋ thanks guys", "ko"),
    ],
)
def test_a_korean_name_in_a_sentence_of_another_language_does_not_make_it_korean(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["hola", "taxi", "Gangnam", "wifi", "SRT KTX"])
def test_a_word_that_any_language_has_is_english_or_what_the_channel_says(text: str) -> None:
    assert detect_language(text) == "en"


def test_what_is_not_plain_is_left_to_the_channel() -> None:
    assert detect_language("Gangnam", "vi") == "vi"
    assert detect_language("where can I pay the bill", "vi") == "en"


def test_letters_that_mongolian_lacks_are_no_mongolian() -> None:
    assert detect_language("Сәлем қалайсыз көмектесіңіз") == UNDETERMINED


def test_a_hint_decides_only_what_the_text_leaves_open() -> None:
    assert detect_language("120 ??", "mn") == "mn"
    assert detect_language("地鐵", "ja") == "ja"
    assert detect_language("地铁", "ja") == "zh"
    assert detect_language("수도요금", "ja") == "ko"


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "🙂🙂", "123"])
def test_a_text_without_letters_is_answered_in_the_citys_language(text: str) -> None:
    assert detect_language(text) == "ko"
