"""The cost of a comparison: CPU time of this process, relative to a fixed piece of work at the same time."""

import random
from time import process_time

from fatiao.comparing.compare import compare_laws
from tests.comparing.laws import law_of

#: Characters of 法 articles: as many as a law has different ones.
CHARACTERS = [chr(0x4E00 + 7 * i) for i in range(900)]


def make_pair(articles):
    """Return two texts of a law: three of four articles changed in some words, every fifth is new."""
    rng = random.Random(articles)
    words = ["".join(rng.choices(CHARACTERS, k=2)) for _ in range(1500)]
    old = ["，".join("".join(rng.choices(words, k=6)) for _ in range(10)) + "。" for _ in range(articles)]
    new = []
    for at, text in enumerate(old):
        new.append(text if at % 4 == 0 else text[:40] + rng.choice(words) + text[48:])
        if at % 5 == 0:
            new.append("，".join("".join(rng.choices(words, k=6)) for _ in range(10)) + "。")
    return law_of(*old), law_of(*new)


def cost(articles):
    old, new = make_pair(articles)
    start = process_time()
    comparison = compare_laws(old, new)
    return process_time() - start, comparison


def fixed_work():
    """Return the CPU seconds of a loop that takes a thirtieth of a second on a calm machine."""
    start = process_time()
    total = 0
    for number in range(700_000):
        total += number % 7
    return process_time() - start


def test_a_law_of_the_size_of_the_company_law_costs_few_times_the_fixed_work():
    """The least of three ratios: what else runs on the machine makes a single one larger or smaller by half."""
    ratios = []
    for _ in range(3):
        before = fixed_work()
        taken, comparison = cost(218)
        ratios.append(taken / max(before, fixed_work()))
    assert len(comparison.new.articles) >= 260
    assert sum(len(change.new) for change in comparison.changes if change.old) == 218
    assert min(ratios) <= 24  # measured: 12


def test_cost_grows_at_most_with_the_product_of_the_articles():
    small = max(cost(150)[0] for _ in range(3))
    large, _ = cost(600)
    assert large <= 16 * 1.5 * max(small, 0.02)
