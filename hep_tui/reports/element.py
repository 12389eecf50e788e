"""One element of HTML around others."""

from hep_tui.reports.page import text


def element(tag: str, *inner_html: str, style: str = "") -> str:
    """Return an element around HTML; `style` is its class."""
    named = f' class="{text(style)}"' if style else ""
    return f"<{tag}{named}>{''.join(inner_html)}</{tag}>"
