"""The template tag that writes a page's import map."""

import json

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from atlasviewer.assets import import_map as build_import_map

register = template.Library()


@register.simple_tag(takes_context=True)
def import_map(context: RequestContext) -> SafeString:
    """Write the import map: data for the browser, let through by the nonce of this answer."""
    content = json.dumps(build_import_map()).replace("<", "\\u003c")
    nonce = str(context["request"].csp_nonce)
    return format_html(
        '<script type="importmap" nonce="{}">{}</script>',
        nonce,
        mark_safe(content),  # noqa: S308 - every "<" is escaped above
    )
