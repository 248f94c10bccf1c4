#!/usr/bin/env python3
"""Prints src/entity/data/atlas.tsv: places that are too small or too many to be taken for
names wherever their words stand.

  gen_atlas.py NEWSIDX >src/entity/data/atlas.tsv

NEWSIDX is the program, which folds the names as it will look for them. They are read from
Debian's packages libgeonames-common 0.3 (GeoNames) and unicode-cldr-core 41.
"""
import gettext
import json
import re
import subprocess
import sys

KINDS = """مقاطعة محافظة بلدية ولاية إقليم اقليم إدارة منطقة أبرشية ابرشية كانتون ضاحية مديرية شعبية
المحافظة المقاطعة الإقليم المنطقة الإدارة أوبليس أوبلاست حي مدينة جمهورية جهة إمارة جزيرة قسم شعبة دائرة
قضاء أوكروغ أقليم محافظه ناحية كومونة مقاطعه بيريفيرية فويفودية لواء رايون كراي""".split()


def subdivisions(locale):
    with open(f"/usr/share/unicode/cldr/common/subdivisions/{locale}.xml", encoding="utf-8") as f:
        return dict(re.findall(r'<subdivision type="(\w+)"[^>]*>([^<]*)<', f.read()))


def cities(locale):
    with open(f"/usr/share/locale/{locale}/LC_MESSAGES/geonames.mo", "rb") as f:
        return gettext.GNUTranslations(f)._catalog


def clean(name):
    name = "".join(c for c in name if c not in "\u200e\u200f\u200b\u200c\ufeff\u061c")
    name = re.split("[،,(]", name.replace("\u00a0", " "))[0]
    name = re.sub("[\u064b-\u0652\u0640]", "", name)
    name = " ".join(name.split())
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


def main(newsidx):
    places = {}
    for arabic, english in (
        (cities("ar"), cities("en")),
        (subdivisions("ar"), subdivisions("en")),
    ):
        for key, value in sorted(arabic.items(), key=lambda kv: str(kv[0])):
            name = clean(value) if key else ""
            if fit(name) and not name.startswith("شركة"):
                places[name] = places.get(name) or latin(english.get(key, ""))
    names = sorted(places)
    lines = subprocess.run([newsidx, "analyze", "--format", "jsonl", "-"],
                           input="\n".join(names) + "\n", capture_output=True, text=True,
                           check=True).stdout.splitlines()
    rows = {}
    for name, line in zip(names, lines):
        fold = " ".join(t["fold"] for t in json.loads(line)["tokens"])
        # Of spellings that fold alike the one with a Latin name, then the first.
        if fold not in rows or (places[name] and not rows[fold][1]):
            rows[fold] = (name, places[name])
    print("# Cities and parts of countries, sorted by their folded names; by gen_atlas.py.")
    print("# Source: GeoNames (libgeonames-common 0.3; CC BY 4.0, geonames.org) and Unicode CLDR")
    print("# 41, subdivisions (Unicode License).")
    print("# kind\tcanonical\tlatin\tspelling | spelling")
    for fold in sorted(rows, key=lambda f: f.encode("utf-8")):
        print("place", *rows[fold], "", sep="\t")


main(*sys.argv[1:])
