"""HTML as a browser takes it, for tests that compare pages."""

from html.parser import HTMLParser


# ruff: noqa: D102  # HTMLParser says what its methods are for
class Reader(HTMLParser):
    """HTML as a browser takes it: tags with their attributes, and the text between as it is."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str | tuple[object, ...]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, *sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if self.seen and isinstance(self.seen[-1], str):
            self.seen[-1] += data
        else:
            self.seen.append(data)

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.seen.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.seen.append(("instruction", data))

    def unknown_decl(self, data: str) -> None:
        self.seen.append(("declaration", data))


def read(page: str) -> list[object]:
    """What a reader gets from `page`: no text of nothing but blanks, every other with its blanks folded."""
    folded = (" ".join(seen.split()) if isinstance(seen, str) else seen for seen in Reader(page).seen)
    return [seen for seen in folded if seen]
