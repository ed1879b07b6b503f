"""The choice of the provision that a site shows as an example, so that its guides cite a law of its own corpus."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao import ids
from fatiao.model.law import Article, Number, ProvisionId
from fatiao.site.model import Entry, Site, object_name


@dataclass(frozen=True, slots=True)
class Example:
    """A provision of a law in the corpus: a 项, or an article if no law has a 项."""

    entry: Entry
    article: Article
    item: Number | None

    @property
    def at(self) -> ProvisionId:
        """The id of the provision."""
        paragraph = next((p.index for p in self.article.paragraphs if p.items), 1) if self.item else 1
        return ProvisionId(self.entry.work.id, self.article.number, paragraph, self.item)

    @property
    def name(self) -> str:
        """The name of the provision with the title of its law: 《某某条例》第八条第一款第三项."""
        place = ids.provision_name(self.article.label, self.at.paragraph, self.item)
        return f"{ids.book_title(self.entry.title)}{place}"

    @property
    def object(self) -> str:
        """The object name of the provision in the law domain."""
        return object_name(self.entry, ids.provision_eid(self.at))

    @property
    def words(self) -> str:
        """A search query that leads to the article: 保密条例 第十五条."""
        return f"{self.entry.short_title} {self.article.label}"


def choose_example(site: Site) -> Example | None:
    """Return the first 项 of the first law with one, else the first article of the first law, else None."""
    laws = [entry for entry in site.current if entry.law.numbered]
    for entry in laws:
        for article in entry.law.numbered:
            for paragraph in article.paragraphs:
                if paragraph.items and not article.clause:
                    return Example(entry, article, paragraph.items[0].number)
    return Example(laws[0], laws[0].law.numbered[0], None) if laws else None
