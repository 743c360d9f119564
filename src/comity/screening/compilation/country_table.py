"""Names and codes of countries, from the locale data of Unicode that Babel carries."""

import re

from comity.screening.countries import folded_country

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar", "de", "pt", "zh_Hant")
# What lists write and no locale does.
MORE = {
    "DR Congo": "COD",
    "Democratic Republic of the Congo": "COD",
    "Republic of the Congo": "COG",
    "DRC": "COD",
    "RDC": "COD",
    "République démocratique du Congo": "COD",
    "République du Congo": "COG",
    "República del Congo": "COG",
    "Демократическая Республика Конго": "COD",
    "Республика Конго": "COG",
    "جمهورية الكونغو الديمقراطية": "COD",
    "جمهورية الكونغو": "COG",
    "刚果民主共和国": "COD",
    "刚果共和国": "COG",
    "剛果民主共和國": "COD",
    "剛果共和國": "COG",
    "Iran (Islamic Republic of)": "IRN",
    "Islamic Republic of Iran": "IRN",
    "Democratic People's Republic of Korea": "PRK",
    "Republic of Korea": "KOR",
    "Korea, North": "PRK",
    "Korea, South": "KOR",
    "Russian Federation": "RUS",
    "Syrian Arab Republic": "SYR",
    "United States of America": "USA",
    "United Kingdom of Great Britain and Northern Ireland": "GBR",
    "Viet Nam": "VNM",
    "Lao People's Democratic Republic": "LAO",
    "Republic of Moldova": "MDA",
    "United Republic of Tanzania": "TZA",
    "Turkey": "TUR",
    "Swaziland": "SWZ",
    "Burma": "MMR",
    "Ivory Coast": "CIV",
    "Cape Verde": "CPV",
    "Czech Republic": "CZE",
    "Macau": "MAC",
    "Hong Kong": "HKG",
    "Macao": "MAC",
    "Palestine": "PSE",
    "Taiwan": "TWN",
    "UK": "GBR",
    "Northern Ireland": "GBR",
}
# Names by which people mean either of two, whatever a locale makes of them; the law room asks which at the same names.
SHARED = {
    ("COD", "COG"): ("Congo", "Kongo", "Конго", "الكونغو", "刚果", "剛果"),
    ("KOR", "PRK"): ("Korea", "Corée", "Corea", "Coreia", "Корея", "كوريا"),
    ("MAF", "SXM"): ("Saint Martin", "San Martín", "São Martinho", "Сен-Мартен", "سان مارتن", "圣马丁", "聖馬丁"),
    ("VGB", "VIR"): (
        "Virgin Islands",
        "Îles Vierges",
        "Islas Vírgenes",
        "Ilhas Virgens",
        "Jungferninseln",
        "Виргинские о-ва",
        "Виргинские острова",
        "جزر فيرجن",
        "维尔京群岛",
    ),
}
# Codes of ISO 3166-3, which were withdrawn: whoever still writes them means the state that has another code now.
FORMER = frozenset({"BUR", "BYS", "DDR", "FXX", "ROM", "SUN", "TMP", "VDR", "YMD", "ZAR"})
_NOBODY = re.compile("AA|Q[M-Z]|X[A-JL-Z]|ZZ")  # for private use: no country, above all not XXX of passports


def country_table() -> dict[str, str]:
    """From each folded name or code to the three-letter code; to several, with blanks, where they share the name."""
    from babel import Locale  # noqa: PLC0415 - only the compilation needs it
    from babel.core import get_global  # noqa: PLC0415

    aliases = get_global("territory_aliases")
    codes = {
        code: two[0]
        for code, two in sorted(aliases.items())
        if len(code) == 3 and code.isalpha() and len(two) == 1 and not _NOBODY.fullmatch(two[0])
    }
    three = {two: code for code, two in codes.items() if code not in FORMER}
    table: dict[str, str] = {}
    for language in LANGUAGES:
        for two, name in Locale.parse(language).territories.items():
            if two in three:
                table.setdefault(folded_country(name), three[two])
    for code, two in codes.items():
        if two in three:
            table[two.lower()] = table[code.lower()] = three[two]
    table.update({folded_country(name): code for name, code in MORE.items()})
    table.update({folded_country(name): " ".join(codes) for codes, names in SHARED.items() for name in names})
    return dict(sorted(table.items()))
