"""Results are computed once for an object and released with it."""

import gc
import weakref

import pytest

from fatiao.diagnostics import Report
from fatiao.memo import once_per_object
from fatiao.pages.site_pages import render_site
from fatiao.pipeline import build_site
from tests.support.paths import ROOT


class Thing:
    pass


def test_a_result_is_computed_once_and_released_with_its_object():
    asked = []

    @once_per_object
    def measure(thing):
        asked.append(1)
        return [len(asked)]

    first, second = Thing(), Thing()
    assert measure(first) is measure(first)
    assert measure(second) == [2]
    result = weakref.ref(first)
    del first
    gc.collect()
    assert result() is None
    assert len(asked) == 2


def test_a_function_that_raised_is_called_again():
    @once_per_object
    def fail(_):
        raise KeyError("no")

    thing = Thing()
    for _ in range(2):
        with pytest.raises(KeyError, match="no"):
            fail(thing)


def test_no_cache_keeps_a_law_alive():
    for _ in range(2):
        site = build_site(ROOT / "corpus", Report())
        list(render_site(site))
        entries = [weakref.ref(entry) for entry in site.entries]
        laws = [weakref.ref(entry.law) for entry in site.entries]
        del site
        gc.collect()
        assert [ref for ref in entries if ref() is not None] == []
        assert [ref for ref in laws if ref() is not None] == []
