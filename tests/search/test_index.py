"""The search index: round trips of all its formats, escaping of hostile text, and stability after edits."""

import json
import random
import re
import zlib
from array import array
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.search import entries, store
from fatiao.search.entries import list_characters, list_entries
from fatiao.search.index import SearchDocument, SearchLaw, SearchName, SearchSegment, build_index
from fatiao.search.postings import (
    base_of,
    cut_shards,
    decode_entry,
    encode_entry,
    encode_gaps,
    encode_list,
    rank_characters,
)
from fatiao.search.saved_index import read_index, write_index
from fatiao.search.store import build_dictionary, deflate
from fatiao.search.terms import COMMON, NameRow, name_rows, plain_reading, reading_table, simplifications, sound_of

DIGITS = "!" + "".join(chr(c) for c in range(0x23, 0x7F) if c != 0x5C)


def decode_gaps(text, value=-1):
    out = []
    for char in text:
        code = ord(char)
        if char == "#":
            value += 0xC000
        else:
            value += code - (37 if code > 92 else 36)
            out.append(value)
    return out


def decode_list(text):
    if not text.startswith("$"):
        return decode_gaps(text)
    sixes = [ord(char) - (38 if ord(char) > 92 else 37) for char in text[1:]]
    return [at * 6 + bit for at, six in enumerate(sixes) for bit in range(6) if six >> bit & 1]


def inflate(text, dictionary=b""):
    bits = count = 0
    data = bytearray()
    for low, high in zip(text[::2], text[1::2], strict=True):
        bits |= (DIGITS.index(low) + 91 * DIGITS.index(high)) << count
        count += 13
        while count >= 8:
            data.append(bits & 255)
            bits >>= 8
            count -= 8
    unpacker = zlib.decompressobj(-15, zdict=dictionary)
    return unpacker.decompress(bytes(data))


def make_files(*made_of):
    return build_index(*made_of).files


def parts_of(script):
    found = re.fullmatch(r"fatiaoSearch\.put\((.*)\)\n", script, re.S)
    assert found, script[:80]
    return json.loads(f"[{found[1]}]")


def meta_of(files):
    return json.loads(parts_of(files["meta.js"])[2])


def laws_of(files):
    return json.loads(inflate(parts_of(files["l.js"])[2]))


def dictionary_of(files):
    return inflate(parts_of(files["l.js"])[3])


ordinals = st.lists(st.integers(0, 400_000), unique=True).map(sorted)


@given(ordinals | st.sets(st.integers(0, 300)).map(sorted))
def test_lists_round_trip(documents):
    text = encode_list(documents)
    assert decode_list(text) == documents
    assert not set(text) & set(' !"\\')


@given(ordinals)
def test_gaps_never_become_surrogates(values):
    assert all(ord(char) < 0xD800 for char in encode_gaps(values))


@given(st.dictionaries(st.integers(0, 50), st.integers(0, 2)))
def test_entries_keep_their_levels(levels):
    read = [decode_list(part) for part in encode_entry([at * 3 + levels[at] for at in sorted(levels)]).split("!")]
    assert {at: level for level, part in enumerate(read) for at in part} == levels


@given(st.sets(st.one_of(st.integers(0, 200), st.integers(0, 400_000))))
def test_entries_round_trip(places):
    ordinals = {place // 3: place for place in places}
    assert sorted(decode_entry(encode_entry(sorted(ordinals.values())))) == sorted(ordinals.values())


@given(st.binary(max_size=600), st.binary(max_size=60))
def test_bytes_round_trip(data, dictionary):
    assert inflate(deflate(data, dictionary), dictionary) == data


@given(st.sets(st.text(alphabet="国家秘密ab𠮷", min_size=1, max_size=2)))
@settings(max_examples=60)
def test_shards_hold_every_key_once(keys):
    entries = {key: encode_list([at]) for at, key in enumerate(sorted(keys))}
    alphabet = rank_characters(keys)
    base = base_of(alphabet)
    read = []
    for shard in cut_shards(entries.items(), alphabet, 12):
        numbers = decode_gaps(shard.keys, shard.first - 1)
        assert numbers[0] == shard.first
        for number, entry in zip(numbers, shard.lists.split(" "), strict=True):
            second = number % base
            read.append((alphabet[number // base] + (alphabet[second - 1] if second else ""), entry))
    assert sorted(read) == sorted(entries.items())


def document(law, number, *lines, url=None, label="第一条"):
    segments = tuple(SearchSegment(f"para-{at}", line) for at, line in enumerate(lines, 1))
    return SearchDocument(law, number, label, url or f"laws/{law}/art-{number}.html", segments)


LAWS = [
    SearchLaw("a", "甲条例", "laws/a/index.html", "地方性法规", ("甲",)),
    SearchLaw("b", "乙法", "laws/b/index.html"),
]
HOSTILE = ["</script><script>alert(1)//", '");alert(1);("', "\\", "\u2028\u2029", "\f\t\n", "\x00"]


def test_laws_and_articles_keep_their_order():
    files = make_files([document("b", "1", "乙"), document("a", "2", "甲"), document("a", "1", "丙")], LAWS)
    assert laws_of(files) == [
        ["甲条例", "地方性法规", "laws/a/index.html", 2, "2,1", "甲条例", "甲"],
        ["乙法", "", "laws/b/index.html", 1, 0],
    ]


@pytest.mark.parametrize(
    ("title", "short_titles", "names"),
    [
        ("中华人民共和国国家安全法", (), []),
        ("甲条例", (), []),
        ("甲（试行）条例", (), ["甲试行条例"]),
        ("中华人民共和国ＡＩ法", ("《ＡＩ》法", "智能法"), ["中华人民共和国ai法", "ai法", "智能法"]),
    ],
)
def test_only_names_not_derived_from_the_title_are_stored(title, short_titles, names):
    files = make_files([], [SearchLaw("a", title, "laws/a/index.html", "", short_titles)])
    assert laws_of(files)[0][5:] == names


def test_numbers_are_ranges():
    numbers = ["1", "2", "3", "3-1", "4", "5", "", "7"]
    files = make_files([document("a", number, "文") for number in numbers], LAWS)
    assert laws_of(files)[0][4] == "1:3,3-1,4:5,,7"
    assert laws_of(make_files([document("a", "", "文")], LAWS))[0][4] == ""


def test_same_input_same_bytes():
    documents = [document("a", str(at), f"机关、单位{at}应当" * 9, "国家秘密") for at in range(1, 90)]
    terms = [SearchName("机关", "terms/x.html", "jī guān", ("laws/a/art-3.html",))]
    assert make_files(documents, LAWS, terms) == make_files(documents, LAWS, terms)


def test_an_article_without_a_law_is_refused():
    with pytest.raises(KeyError):
        make_files([document("c", "1", "文")], LAWS)


def test_nothing_to_index():
    meta = meta_of(make_files([], []))
    assert meta["documents"] == 0 and meta["shards"] == ""


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)//", '");alert(1);("', "\\", "\u2028\u2029", "\f\t\n", "\x00"]
)
def test_hostile_text_stays_in_its_string(text):
    files = make_files(
        [document("a", "1", text, url=f"laws/a/{text}.html", label=text)],
        [SearchLaw("a", text, "laws/a/index.html", text, (text,))],
        [SearchName(text, text, text, (text,))],
    )
    for script in files.values():
        assert "\u2028" not in script
        parts_of(script)
    (record,) = inflate(parts_of(files["b0.js"])[2], dictionary_of(files)).decode().split("\f")
    head, *lines = record.split("\n")
    assert len(head.split("\t")) == 2
    assert len(lines) == 1


def test_derivable_labels_and_slugs_are_omitted():
    segments = [("para-1", "甲"), ("para-1-item-1", "一"), ("para-1-item-2", "二"), ("para-2", "乙"), ("x", "丙")]
    segments = tuple(SearchSegment(*segment) for segment in segments)
    files = make_files([SearchDocument("a", "15", "第十五条", "laws/a/art-15.html", segments)], LAWS)
    text = inflate(parts_of(files["b0.js"])[2], dictionary_of(files)).decode()
    assert text == "\n甲\n\t一\n\t二\n乙\n\t\tx\t丙"


def test_the_dictionary_keeps_its_size():
    texts = [
        "机关、单位应当建立健全保密管理制度，明确责任。" * 3 + f"第{at}号文件不得外传并按规定登记。" for at in range(60)
    ]
    dictionary = build_dictionary(texts, 100)
    assert 0 < len(dictionary) <= 100
    assert "机关、单位应当" in dictionary.decode()


def test_terms_are_found_by_spelling_and_by_sound():
    names = [
        NameRow("定密", "t/1", "dìng mì", [3, 14]),
        NameRow("绿化", "t/2", "lǜ huà"),
        NameRow("“ＡＩ”法", "t/3"),
        NameRow("某某法", "l/1", kind="法规", about="现行有效", keys=("Some Law", "第71号")),
    ]
    rows = name_rows(names)
    assert ("定密", "", "t/1", "3 14") in rows
    assert ("~dingmi", "定密") in rows
    assert ("~dm", "定密") in rows
    assert ("某某法", "", "l/1", "", "法规", "现行有效") in rows
    assert {("somelaw", "某某法"), ("第71号", "某某法")} <= set(rows)
    assert ("~lvhua", "绿化") in rows
    assert ("ai法", "“ＡＩ”法", "t/3", "") in rows
    keys = [row[0] for row in rows]
    assert keys == sorted(keys)


def test_a_heavy_character_gets_one_list():
    postings = {"国家": array("I", [0, 3 * 4 + 1]), "国务": array("I", [1, 3 * 7]), "家": array("I", [0])}
    entries = {key: encode_entry(places) for key, places in postings.items()}
    own = list_characters(entries, postings.__getitem__, 3)
    assert list(own) == ["国"]
    low, middle = map(decode_list, own["国"].split("!"))
    assert (low, middle) == ([7], [0, 4])


def test_readings():
    assert plain_reading("Lǜ huà") == "lvhua"
    assert sound_of("定密") == "dingmi"
    common = [bytes((row, cell)).decode("gbk", "replace") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    runs = re.findall(r"(\D+)(\d+)", reading_table(["定密"]))
    sounds = [sound for sound, count in runs for _ in range(int(count))]
    read = dict(zip(common, sounds, strict=False))
    assert read["蜜"] == "mi" and read["丁"] == "ding" and read["啊"] == "."
    assert reading_table([]) == ""


def test_sounds_of_common_characters_agree_with_pypinyin():
    from pypinyin.constants import PINYIN_DICT

    assert len(COMMON) == 3755
    assert [sound_of(char) for char in COMMON] == [
        plain_reading(PINYIN_DICT[ord(char)].split(",")[0]) for char in COMMON
    ]
    assert sound_of("齉") == "nang"  # not one of the common characters


def test_simplifications_map_only_to_indexed_characters():
    codes, ranks = simplifications("国干")
    traditional = [chr(code - at) for at, code in enumerate(decode_gaps(codes))]
    found = dict(zip(traditional, ("国干"[decode_gaps(rank)[0]] for rank in ranks), strict=True))
    assert found["國"] == "国" and found["乾"] == "干" and "機" not in found


def test_postings_of_a_small_index_are_compressed():
    documents = [document("a", "1", "国家秘密"), document("a", "2", "国家")]
    (packed,) = parts_of(make_files(documents, LAWS)["k0.js"])[2:]
    keys, lists = inflate(packed).decode().split("\n")
    assert len(decode_gaps(keys)) == len(lists.split(" ")) == 5


#: Long enough that a few give a character its own list.
words = st.text("国家机关单位ab，。 ", max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(words, max_size=8), st.dictionaries(st.integers(0, 9), words, max_size=3), st.sampled_from([5, 40]))
def test_reused_entries_make_no_difference(then, edits, limit):
    now = [edits.get(at, text) for at, text in enumerate(then)] + [text for at, text in edits.items() if at == 9]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries, "SINGLE_BYTES", limit)
        patch.setattr(entries, "_usual_length", lambda _: 30.0)
        patch.setattr(entries, "_PATCHED", 1)
        again, fresh = list_entries(now, list_entries(then)), list_entries(now)
        assert (again.texts, again.entries, again.own) == (fresh.texts, fresh.entries, fresh.own)


def test_an_index_reuses_a_stored_one():
    texts = [f"第{at}项国家秘密及其密级的具体范围由国家保密行政管理部门会同有关机关规定。" for at in range(80)]
    terms = [SearchName("定密", "t/1.html", "dìng mì", ("laws/a/art-3.html",))]

    def make(texts, before=None):
        documents = [document("a" if at < 40 else "b", str(at + 1), text) for at, text in enumerate(texts)]
        return build_index(documents, LAWS, terms, before)

    file = BytesIO()
    first = make(texts)
    write_index(first, file)
    file.seek(0)
    before = read_index(file)
    assert (before.entries, before.packed) == (first.entries, first.packed)
    for edited in (
        [*texts[:7], "机关", *texts[8:]],
        texts[1:],
        ["", *texts[1:]],
        [text * 9 for text in texts],
        texts,
        [],
    ):
        assert make(edited, before).files == make(edited).files


def test_stored_entries_are_used(monkeypatch):
    """Check that unchanged texts are neither listed nor compressed again."""
    texts = ["国家秘密", "机关单位", "定密责任人"]
    documents = [document("a", str(at + 1), text) for at, text in enumerate(texts)]
    before = build_index(documents, LAWS)
    monkeypatch.setattr(entries, "fold", None)
    monkeypatch.setattr(store, "deflate", None)
    assert build_index(documents, LAWS, (), before) == before


def test_an_edit_keeps_the_blocks_of_other_articles():
    """Check that a browser need not load unchanged blocks again; a block of another build has another check."""
    texts = ["".join(f"第{at}款第{n}项有关机关、单位应当依法履行职责。" for n in range(120)) for at in range(60)]

    def make(texts):
        return make_files([document("a", str(at + 1), text) for at, text in enumerate(texts)], LAWS)

    before, after = make(texts), make([*texts[:-1], "机关。"])
    blocks = [name for name in before if name.startswith("b")]
    assert len(blocks) > 3
    assert [name for name in blocks if before[name] != after.get(name)] == [blocks[-1]]
    assert parts_of(before["meta.js"])[0] != parts_of(after["meta.js"])[0]
    checks = parts_of(after["l.js"])[4]
    assert [parts_of(after[name])[0] for name in blocks] == [checks[at : at + 2] for at in range(0, len(checks), 2)]
    assert len(set(checks)) > 3


def test_an_edit_keeps_most_files():
    """Add a sentence to one of two thousand texts: the other files keep their bytes for browsers and hosts."""
    characters = "国家机关单位应当依法履行职责规定办法条例公民组织违反罚款责令改正主管部门人民政府行政处罚许可监督"

    def text(at):
        draw = random.Random(at)
        return "".join(draw.choice(characters) for _ in range(60 + draw.randrange(120))) + f"第{at}项。"

    texts = [text(at) for at in range(2000)]

    def make(texts):
        return make_files([document("a", str(at + 1), text) for at, text in enumerate(texts)], LAWS)

    before = make(texts)
    assert len(before) > 100
    for edited in (3, 700, 1500, 1990):
        after = make([*texts[:edited], texts[edited] + "，并向社会公布。", *texts[edited + 1 :]])
        differing = [name for name in after if before.get(name) != after[name]]
        assert len(differing) <= len(after) / 10, differing
