"""Gathers the pages' sentences into locales/, keeping what is translated: `python -m tools.catalogues`."""

from pathlib import Path

from babel.messages import extract, pofile
from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "__": None, "gettext": None}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
TARGETS = ("en",)
HEADER = "# What the pages say, gathered by `python -m tools.catalogues`. The source is Japanese."


def gathered() -> Catalog:
    """Give every sentence of the pages, with where it stands."""
    catalogue = Catalog(project="Goen", charset="utf-8")
    options = {"**.html": {"silent": "false"}}
    found = extract.extract_from_dir(
        str(ROOT / "admin"), METHODS, options, keywords=KEYWORDS, comment_tags=()
    )
    for file, _line, message, _comments, _context in found:
        catalogue.add(message, locations=[(f"admin/{file}", 0)])
    return catalogue


def path(language: str) -> Path:
    return ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """Give the catalogue as it is kept."""
    if not path(language).exists():
        return Catalog(locale=language, project="Goen")
    with path(language).open("rb") as file:
        return pofile.read_po(file, locale=language)


def renew(language: str) -> None:
    """Bring the kept catalogue up to what the pages say now."""
    kept = read(language)
    kept.update(gathered(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.header_comment = HEADER
    path(language).parent.mkdir(parents=True, exist_ok=True)
    with path(language).open("wb") as file:
        pofile.write_po(file, kept, sort_output=True, width=100, omit_header=False)


if __name__ == "__main__":
    for target in TARGETS:
        renew(target)
