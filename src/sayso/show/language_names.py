"""Names of languages, in English, for those that can be told by a text; of others the code is shown."""

from __future__ import annotations

LISTED = """
ace Achinese · af Afrikaans · am Amharic · an Aragonese · ar Arabic · ary Moroccan Arabic · arz Egyptian Arabic · as
Assamese · az Azerbaijani · ba Bashkir · bcl Central Bikol · be Belarusian · bg Bulgarian · bn Bengali · bo Tibetan ·
br Breton · bs Bosnian · ca Catalan · ce Chechen · crh Crimean Tatar · cs Czech · cy Welsh · da Danish · de German ·
dz Dzongkha · el Greek · en English · eo Esperanto · es Spanish · et Estonian · eu Basque · ext Extremaduran · fa
Persian · fi Finnish · fo Faroese · fr French · fuv Nigerian Fulfulde · fy Western Frisian · ga Irish · gcf
Guadeloupean Creole French · gcr Guianese Creole French · gd Scottish Gaelic · gl Galician · gom Goan Konkani · grc
Ancient Greek · gu Gujarati · gug Paraguayan Guaraní · guw Gun · ha Hausa · hbo Ancient Hebrew · he Hebrew ·
hi Hindi · hr Croatian · ht Haitian · hu Hungarian · hy Armenian · id Indonesian · ig Igbo · is Icelandic · it Italian
· ja Japanese · jv Javanese · ka Georgian · kab Kabyle · kik Kikuyu · kk Kazakh · km Khmer · kn Kannada · ko Korean ·
ku Kurdish · ky Kyrgyz · la Latin · lb Luxembourgish · lg Ganda · lij Ligurian · ln Lingala · lo Lao · lt Lithuanian ·
ltg Latgalian · lv Latvian · mg Malagasy · mk Macedonian · ml Malayalam · mn Mongolian · mr Marathi · ms Malay · mt
Maltese · my Burmese · nb Norwegian Bokmål · ne Nepali · nl Dutch · nn Norwegian Nynorsk · no Norwegian · nso Pedi ·
oc Occitan · om Oromo · or Odia · pa Punjabi · pcm Nigerian Pidgin · pl Polish · ps Pashto · pt Portuguese
· qu Quechua · ro Romanian · ru Russian · rw Kinyarwanda · sa Sanskrit · sd Sindhi · sdh Southern Kurdish · se
Northern Sami · si Sinhala · sk Slovak · sl Slovenian · sn Shona · so Somali · sq Albanian · sr Serbian · st Southern
Sotho · sv Swedish · sw Swahili · ta Tamil · te Telugu · tg Tajik · th Thai · ti Tigrinya · tk Turkmen · tl Tagalog ·
tr Turkish · tt Tatar · ug Uyghur · uk Ukrainian · ur Urdu · uz Uzbek · uzs Southern Uzbek · vec Venetian · vi
Vietnamese · vo Volapük · wa Walloon · wuu Wu Chinese · xh Xhosa · yi Yiddish · yo Yoruba · yue Cantonese · zh
Chinese · zu Zulu
"""
NAMES = dict(entry.split(" ", 1) for entry in " ".join(LISTED.split()).split(" · "))


def language_name(code: str) -> str:
    """ "Russian" for "ru"; the code itself where the list has none."""
    return NAMES.get(code, code)
