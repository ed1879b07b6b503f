"""Choose the provision of a corpus that its pages show as an example: every site explains itself by its own laws."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao import ids
from fatiao.model.law import Article, Number, ProvisionId
from fatiao.site.model import Entry, Site, object_name


@dataclass(frozen=True, slots=True)
class Example:
    """A provision of a law that is held, as deep as the law goes."""

    entry: Entry
    article: Article
    item: Number | None

    @property
    def at(self) -> ProvisionId:
        """Where the provision stands."""
        paragraph = next((p.index for p in self.article.paragraphs if p.items), 1) if self.item else 1
        return ProvisionId(self.entry.work.id, self.article.number, paragraph, self.item)

    @property
    def name(self) -> str:
        """The name of the provision with its law: 《某某条例》第八条第一款第三项."""
        place = ids.provision_name(self.article.label, self.at.paragraph, self.item)
        return f"{ids.book_title(self.entry.title)}{place}"

    @property
    def object(self) -> str:
        """Its name in the law domain."""
        return object_name(self.entry, ids.provision_eid(self.at))

    @property
    def words(self) -> str:
        """What a reader may type to go to the article: 保密条例 第十五条."""
        return f"{self.entry.short_title} {self.article.label}"


def choose_example(site: Site) -> Example | None:
    """Return the first 项 of the first law that has one, else its first article; None where no law has articles."""
    laws = [entry for entry in site.current if entry.law.numbered]
    for entry in laws:
        for article in entry.law.numbered:
            for paragraph in article.paragraphs:
                if paragraph.items and not article.clause:
                    return Example(entry, article, paragraph.items[0].number)
    return Example(laws[0], laws[0].law.numbered[0], None) if laws else None
