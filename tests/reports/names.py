"""Invented names in many scripts: syllables that such names are made of, put together by chance."""

from __future__ import annotations

import random

SYLLABLES: dict[str, str] = {
    "Latin": "Łu kasz Żó łć Nguy ễn Thị Hư ơng Ọlá yẹ mí Þór dóttir Ţiţa Mur eşan İz ğı Ño Åse ß",
    "Greek": "Ελέ νη Πα παδο πού λου Γιώρ γος Αϊ βα ζής Ύδρα",
    "Cyrillic": "Оле на Шев чен ко Ђор ђе Їжа ёл Ғаб Өзб Қар ўз Ҳа љу",
    "Armenian": "Ար ամ Խա չատ րյան Մա րի ամ Եվ գե նի",
    "Georgian": "გი ორ გი მაი სუ რა ძე ნი ნო ქეთ ევან",
    "Hebrew": "יו סף כהן לוי שר ה אב רהם מר ים ץ",
    "Hebrew with points": "מִ רְ יָ ם שָׁ לוֹ דָּ וִ ד",
    "Arabic": "محمد سلمان لا الله عبد فا طمة ئي ژ گ چ پ أبو",
    "Persian": "عبد\u200cالله نام\u200cخا نوا دگی می\u200cر ضا زه را",
    "Urdu": "ٹ ڈ ڑ ں ے ھا شب نم اقبا ل",
    "Devanagari": "न र्म दा श्री वा स्त व क्ष त्रि ज्ञा ने न्द्र कृ ष्ण कि शोर क़ ज़ा हूँ दुः ख",
    "Bengali": "র বী ন্দ্র না থ ঠা কু র শ্রী ক্ষ ণা ত্য জি ৎ ড়",
    "Gurmukhi": "ਗੁ ਰ ਪ੍ਰੀ ਤ ਸਿੰ ਘ ਹ ਰ ਜੀ ਕੌ ਰ ਖ਼ਾਂ",
    "Gujarati": "ગૌ ર વ પ ટે લ કૃ ષ્ણ શ્રી જ્ઞા ક્ષ ત્રિ",
    "Odia": "ଜ ଗ ନ୍ନା ଥ ମ ହା ପା ତ୍ର ଶ୍ରୀ କୃ ଷ୍ଣ",
    "Tamil": "மு ரு க ன் கி ரு ஷ்ண ன் ஸ்ரீ க்ஷ யோ கௌ",
    "Telugu": "వెం క టే శ్వ ర రా వు శ్రీ కృ ష్ణ జ్ఞా",
    "Kannada": "ಶ್ರೀ ನಿ ವಾ ಸ ಮೂ ರ್ತಿ ಕೃ ಷ್ಣ ಜ್ಞಾ",
    "Malayalam": "ശ്രീ കു മാ ർ ന മ്പൂ തി രി കൃ ഷ്ണ ൻ ൽ ക്ഷ",
    "Sinhala": "ශ්\u200dරී ලං කා වි ක්\u200dර ම සිං හ ජ්\u200dය කෝ",
    "Thai": "สม ชา ย ใจ ดี กำ ธร น้ำ ฝน วิ ไล ปุ๋ย เพ็ญ",
    "Lao": "ສົມ ໄຊ ພົມ ມະ ຈັນ ຄຳ ແສງ ນ້ຳ",
    "Khmer": "សុ ភ័ ក្ត្រ ចាន់ ស្រី មុំ វិ ទ្ធី",
    "Myanmar": "အောင် ဆန်း စု ကြည် မြင့် သန်း ရွှေ ကျော်",
    "Tibetan": "བསྟན་ འཛིན་ རྒྱ་ མཚོ་ སྒྲོལ་ མ་ ཚེ་ རིང་",
    "Ethiopic": "ጥ ሩ ነሽ ዲ ባ ባ ኃይ ሌ ገብረ ሥላ ሴ",
    "Hangul": "김 민 준 박 서 연 뷁 똠",
    "Hiragana": "や ま だ た ろう が ぎ ゃ っ ぽ か\u3099",
    "Katakana": "ヤ マ ダ タ ロウ ヴァ ッ ー",
    "Han": "李 小 龍 山 田 太 郎 髙 﨑 邊 𠮷 龘 诗 国 國",
    "Cherokee": "Ꮳ Ꮃ Ꭹ Ꮝ Ꮷ Ꮧ",
    "Canadian syllabics": "ᐃ ᓄ ᒃ ᑎ ᑐ ᑦ ᖃ ᓂ",
    "Mongolian": "ᠮᠣᠩ ᠭᠣᠯ ᠪᠠ ᠲᠤ ᠴᠢ ᠩᠭᠢᠰ",
    "Thaana": "އަ ޙް މަ ދު މޫ ސާ",
    "Syriac": "ܝܘ ܣܦ ܡܪ ܝܡ ܬܐ",
    "N'Ko": "ߒ ߞ ߏ ߡߊ ߘߎ ߓߊ߬",
    "Adlam": "𞤀𞤣 𞤤𞤢 𞤥𞤢 𞤃𞤮 𞤫𞤪",
    "Tifinagh": "ⵣ ⵉ ⵔ ⵉ ⴰⵎ ⵏⵓ",
    "Ol Chiki": "ᱥ ᱟ ᱱ ᱛ ᱲ ᱤ",
    "Meetei Mayek": "ꯃꯤ ꯇꯩ ꯂꯧ ꯅꯥ",
    "Javanese": "ꦗ ꦮ ꦱꦼ ꦤ꧀ ꦏꦿ",
    "Balinese": "ᬅ ᬓ᭄ᬱ ᬭ ᬫᬵ ᬤᬾ",
    "Chakma": "𑄌 𑄋 𑄴 𑄟𑄳𑄦 𑄇𑄪",
}
NAMES_EACH = 24


def names() -> list[tuple[str, str]]:
    """More than a thousand names with their scripts, the same ones every time."""
    chance = random.Random(1909)
    return [
        (script, " ".join(_word(chance, syllables.split()) for _ in range(2)))
        for script, syllables in SYLLABLES.items()
        for _ in range(NAMES_EACH)
    ]


def _word(chance: random.Random, syllables: list[str]) -> str:
    return "".join(chance.choices(syllables, k=chance.randint(2, 5)))
