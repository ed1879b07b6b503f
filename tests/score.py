"""Print precision and recall on the labelled laws of tests/gold: ``make score``."""

from tests.support.paths import TESTS
from tests.support.scoring import read_labelled, score


def main() -> None:
    """Print a row for each layer, and the rows that differ."""
    for name, found in score(map(read_labelled, sorted((TESTS / "gold").glob("*.txt")))).items():
        print(f"{name:12} expected {found.expected:4}  precision {found.precision:.3f}  recall {found.recall:.3f}")
        for word, rows in (("missed", found.missed), ("spurious", found.spurious)):
            for row in rows:
                print(f"    {word}: {' | '.join(row)}")


if __name__ == "__main__":
    main()
