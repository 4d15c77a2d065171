"""Forms of buckets: text in, checked metadata out."""

from typing import Any

import orjson
from django import forms

from atlasviewer.web.errors import Refusal
from buckets.metadata import check_metadata
from buckets.models import Bucket
from buckets.names import find_bucket_name_problem


class TreeField(forms.CharField):
    """A tree as JSON text, its keys in their order."""

    widget = forms.Textarea(attrs={"rows": 12, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, dict) or not value.strip():
            return value if isinstance(value, dict) else None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise forms.ValidationError(f"This is not JSON: {error.msg}.") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).strip() != (data or "").strip()


class BucketForm(forms.ModelForm):
    """The metadata of a bucket, checked by the rules of the API."""

    alias = forms.CharField(required=False)
    short_desc = forms.CharField(
        label="Short description", required=False, widget=forms.TextInput(attrs={"size": 80})
    )
    long_desc = forms.CharField(label="Long description", required=False, widget=forms.Textarea)
    url = forms.CharField(label="Link", required=False, widget=forms.TextInput(attrs={"size": 80}))
    tree = TreeField(required=False, help_text="label → fname or subtree; empty: no tree.")

    class Meta:
        model = Bucket
        fields = ("name", "alias", "short_desc", "long_desc", "url", "tree")

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        problem = find_bucket_name_problem(name)
        if problem:
            raise forms.ValidationError(problem[0].upper() + problem[1:])
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key in ("alias", "short_desc", "long_desc", "url", "tree"):
            if key not in cleaned:
                continue
            cleaned[key] = cleaned[key] or None
            try:
                check_metadata({key: cleaned[key]})
            except Refusal as refusal:
                self.add_error(key, [refusal.message, *(p["message"] for p in refusal.problems)])
        return cleaned
