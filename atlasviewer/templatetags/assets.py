"""Template tags for the head of a page: its modules and style sheets."""

import json

from django import template
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from atlasviewer.build.assets import first_modules, style_sheets
from atlasviewer.build.assets import import_map as build_import_map

register = template.Library()


@register.simple_tag
def styles(page: str) -> SafeString:
    """Write the links to the style sheets of a page."""
    sheets = ((static(name),) for name in style_sheets(page))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@register.simple_tag(takes_context=True)
def program(context: RequestContext, page: str, *, before_render: bool = False) -> SafeString:
    """Write the import map, the preloading of the modules, and the entry script.

    With `before_render` the browser lays the page out only once, after its script has run.

    The import map is data for the browser, allowed by the nonce of this response; it must precede
    every module.
    """
    content = json.dumps(build_import_map()).replace("<", "\\u003c")
    addresses = [static(name) for name in first_modules(page)]
    return format_html(
        '<script type="importmap" nonce="{}">{}</script>{}'
        '<script type="module"{} src="{}"></script>',
        str(context["request"].csp_nonce),
        mark_safe(content),  # noqa: S308 - every "<" is escaped above
        format_html_join("", '<link rel="modulepreload" href="{}">', ((a,) for a in addresses)),
        mark_safe(' blocking="render"' if before_render else ""),  # noqa: S308 - our own words
        addresses[0],
    )
