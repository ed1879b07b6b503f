"""Take the pictures of the README in Chromium, of a built site: an article, the same on a phone, the search.

python scripts/take_pictures.py build/html
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ARTICLE, SEARCH = "laws/xj-state-secrets-regulations/art-15.html", "search.html?q=国家秘密"
#: Name → page, width of the window in CSS pixels, and what has to be there first.
PICTURES = {
    "article": (ARTICLE, 1224, ".law-note"),
    "phone": (ARTICLE, 390, ".law-note"),
    "search": (SEARCH, 1224, "#fatiao-results:not([aria-busy]) a.fatiao-hit"),
}
HEIGHT = 684
#: Pixels of the picture to one of the window: large enough to be read, at most 110 KB a picture.
SCALE = 2 / 3


def main(site: Path) -> None:
    """Write the pictures into ``docs/images``."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (page_name, width, wanted) in PICTURES.items():
            size = {"width": width, "height": HEIGHT}
            page = browser.new_page(viewport=size, device_scale_factor=SCALE, reduced_motion="reduce")
            page.goto(f"{site.resolve().as_uri()}/{page_name}")
            page.locator(wanted).first.wait_for()
            page.screenshot(path=IMAGES / f"{name}.png", animations="disabled", caret="hide")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
