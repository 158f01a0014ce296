"""The documentation as data: pages, their code blocks, links and headings."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *(path for path in ROOT.glob("*.md")),
        *(path for path in (ROOT / "docs").rglob("*.md")),
        *(path for path in (ROOT / "models").rglob("*.md")),
    ]
)
_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Block:
    """A fenced code block: what follows the three backticks, its lines, and the number of its first line."""

    info: tuple[str, ...]
    text: str
    line: int


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def tokens(path: Path) -> list[Token]:
    return _MARKDOWN.parse(path.read_text(encoding="utf-8"))


def blocks(path: Path) -> list[Block]:
    return [
        Block(tuple(token.info.split()), token.content, (token.map or [0])[0] + 1)
        for token in tokens(path)
        if token.type == "fence"
    ]


def needs(path: Path) -> set[str]:
    """What the page's commands need, from a comment ``<!-- test: mosquitto … -->``."""
    found = re.search(r"<!-- test: ([a-z ]+) -->", path.read_text(encoding="utf-8"))
    return set(found[1].split()) if found else set()


def anchors(path: Path) -> set[str]:
    """The anchors of the page's headings, as GitHub and most viewers make them."""
    found: set[str] = set()
    listed = tokens(path)
    for position, token in enumerate(listed):
        if token.type == "heading_open":
            inline = listed[position + 1]
            text = "".join(child.content for child in inline.children or ())
            base = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            anchor, number = base, 0
            while anchor in found:
                number += 1
                anchor = f"{base}-{number}"
            found.add(anchor)
    return found


def links(path: Path) -> list[str]:
    found: list[str] = []
    for token in tokens(path):
        for child in token.children or ():
            if child.type == "link_open":
                found.append(str(child.attrGet("href")))
            elif child.type == "image":
                found.append(str(child.attrGet("src")))
    return found


def command_texts(path: Path) -> list[str]:
    """Everything that the page shows as code: shell blocks, and code within sentences."""
    found = [block.text for block in blocks(path) if block.info[:1] in {("sh",), ("text",), ("toml",)}]
    for token in tokens(path):
        found += [child.content for child in token.children or () if child.type == "code_inline"]
    return found
