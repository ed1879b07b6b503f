"""The ``law`` domain: provisions, laws and terms as objects that any Sphinx project can cite.

The objects are those of the corpus (``fatiao.site.objects.collect_objects``).  They are set before the first page is
read and are the same in every worker, so there is nothing to clear for a page or to merge, and they are not stored in
the pickled environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element, Node, system_message
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from fatiao.site.model import LawObject, Site
from fatiao.site.objects import find_term


def split_role(text: str) -> tuple[str | None, str, str]:
    """Return title, target and hover of ``title <target “hover”>``; a bare target has the title None and no hover."""
    at = text.rfind(" <")
    if at < 0 or not text.endswith(">"):
        return None, text.strip(), ""
    target, _, hover = text[at + 2 : -1].partition(" ")
    return text[:at], target, hover.strip("“”")


def make_xref(kind: str, text: str, docname: str, rawtext: str = "") -> addnodes.pending_xref:
    """Return the pending reference of a role: ``kind`` is ref, term or fix, ``text`` the role's content."""
    title, target, hover = split_role(text)
    node = addnodes.pending_xref(
        rawtext,
        refdomain="law",
        reftype=kind,
        reftarget=target,
        refexplicit=title is not None,
        refdoc=docname,
        refwarn=True,
    )
    node += nodes.inline(title or target, title or target, classes=[f"law-{kind}"])
    if hover:
        node["reftitle"] = hover
    return node


class LawXRefRole(SphinxRole):
    """The roles ``{law:ref}``, ``{law:term}`` and ``{law:fix}``: links to objects of the domain."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the pending reference."""
        node = make_xref(self.name.rpartition(":")[2], self.text, self.env.docname, self.rawtext)
        self.set_source_info(node)
        return [node], []


class LawDomain(Domain):
    """The domain of statutes: laws, their divisions and provisions, and the terms they define."""

    name = "law"
    label = "Statutes"
    object_types: ClassVar[dict[str, ObjType]] = {
        "law": ObjType("法规", "ref"),
        "division": ObjType("章节", "ref"),
        "provision": ObjType("条款项目", "ref"),
        "annex": ObjType("附件", "ref"),
        "work": ObjType("被引用的法律文件", "ref"),
        "term": ObjType("术语", "term"),
        "shelf": ObjType("列表", "ref"),
        "fix": ObjType("文字更正", "fix"),
    }
    roles: ClassVar[dict[str, Any]] = {"ref": LawXRefRole(), "term": LawXRefRole(), "fix": LawXRefRole()}
    data_version = 2

    def __init__(self, env: BuildEnvironment) -> None:
        """Create the domain without objects."""
        super().__init__(env)
        #: Object name → the object.
        self.objects: Mapping[str, LawObject] = {}
        #: The site of this build; None without a corpus.
        self.site: Site | None = None

    def clear_doc(self, docname: str) -> None:
        """Do nothing: objects belong to the corpus, not to a page."""

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Do nothing: every worker has the same objects."""

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return a link to the object, or None; the text of a bare target is the object's name."""
        found = self.objects.get(target)
        if found is None and typ == "term":
            found = find_term(self.objects, target)
        if found is None or typ not in self.object_types[found.kind].roles:
            return None
        if not node["refexplicit"]:
            contnode = nodes.inline(found.name, found.name, classes=contnode["classes"])
        title = node.get("reftitle") or None
        return make_refnode(builder, fromdocname, found.at.docname, found.at.anchor, contnode, title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the links for an ``any`` role."""
        found = self.objects.get(target)
        if found is None:
            return []
        role = f"law:{self.object_types[found.kind].roles[0]}"
        return [(role, make_refnode(builder, fromdocname, found.at.docname, found.at.anchor, contnode))]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every object for the inventory, except pages of lists, which are not stable enough to be cited."""
        for name, found in self.objects.items():
            if found.kind == "shelf":
                continue
            shown = found.name if found.kind == "term" else name
            yield shown, found.name, found.kind, found.at.docname, found.at.anchor, -1


def site_in(env: BuildEnvironment) -> Site | None:
    """Return the site of the build with this environment; None without a corpus."""
    return cast(LawDomain, env.get_domain(LawDomain.name)).site
