"""The forms of the bucket pages; a refusal by a service is shown beside its field."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from atlasviewer.web.errors import Refusal
from buckets.metadata import TEXT_LIMITS, TOKEN_LIMIT
from buckets.models import Bucket
from buckets.names import BUCKET_LENGTH, find_bucket_name_problem

Result = TypeVar("Result")
NO_FILL = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


def name_field() -> forms.CharField:
    return forms.CharField(
        label="Name",
        max_length=BUCKET_LENGTH,
        widget=forms.TextInput(attrs=NO_FILL),
        help_text="Letters, digits, “_”, “-” and “.”, such as sebcha_serotonin. Cannot be changed.",
    )


def secret_field(label: str, help_text: str = "") -> forms.CharField:
    """A key or token: not saved by the browser, and never written back into the page."""
    widget = forms.PasswordInput(attrs={**NO_FILL, "autocomplete": "one-time-code"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=TOKEN_LIMIT, strip=False, widget=widget
    )


class RefusableForm(forms.Form):
    """A form whose operation may be refused; ``status`` is then the refusal's."""

    refused_fields: dict[str, str] = {}
    """Code of a refusal → the field beside which it is shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.status = 200
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_help"

    def attempt(self, operation: Callable[[dict[str, Any]], Result]) -> Result | None:
        """Return the result of `operation` on the checked fields; None if anything was refused."""
        if not self.is_bound:
            return None
        if not self.is_valid():
            self.status = 400
            return None
        try:
            return operation(self.cleaned_data)
        except Refusal as refusal:
            self.status = refusal.status
            field = self.refused_fields.get(refusal.code)
            lines = [refusal.message, *(problem["message"] for problem in refusal.problems)]
            self.add_error(field, lines)
            return None


class DescribeForm(RefusableForm):
    """The description of a bucket."""

    short_desc = forms.CharField(
        label="Short description",
        required=False,
        max_length=TEXT_LIMITS["short_desc"],
        help_text="One line, shown wherever the bucket is listed.",
    )
    long_desc = forms.CharField(
        label="Long description",
        required=False,
        max_length=TEXT_LIMITS["long_desc"],
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    url = forms.CharField(
        label="Link",
        required=False,
        max_length=TEXT_LIMITS["url"],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="The paper, the data set, the lab.",
    )

    def metadata(self) -> dict[str, str | None]:
        """Return the metadata that was typed; an empty field clears its value."""
        return {key: self.cleaned_data[key] or None for key in ("short_desc", "long_desc", "url")}


class CreateForm(DescribeForm):
    """A new bucket; creating one needs the global key."""

    refused_fields = {"exists": "name", "unauthorised": "key"}
    field_order = ("name", "short_desc", "long_desc", "url", "key")

    name = name_field()
    key = secret_field("Global key", "See the documentation of this site.")

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        problem = find_bucket_name_problem(name)
        if problem:
            raise forms.ValidationError(problem[0].upper() + problem[1:])
        return name


class SettingsForm(DescribeForm):
    """What can be changed in a bucket, except its tree and token."""

    refused_fields = {"exists": "alias", "bad_name": "alias"}
    field_order = ("short_desc", "long_desc", "url", "alias")

    alias = forms.CharField(
        label="Second name",
        required=False,
        max_length=BUCKET_LENGTH,
        widget=forms.TextInput(attrs=NO_FILL),
        help_text="An alternative name that also opens the bucket.",
    )

    def metadata(self) -> dict[str, str | None]:
        return {**super().metadata(), "alias": self.cleaned_data["alias"] or None}

    @classmethod
    def of(cls, bucket: Bucket) -> "SettingsForm":
        return cls(initial={key: getattr(bucket, key) for key in cls.field_order})


class UnlockForm(RefusableForm):
    """A bucket and its token."""

    refused_fields = {"not_found": "name", "unauthorised": "token"}

    name = name_field()
    token = secret_field("Token")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = ""


class ConfirmForm(RefusableForm):
    """Deleting is confirmed by typing the name."""

    confirm = forms.CharField(widget=forms.TextInput(attrs=NO_FILL), strip=False)

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.fields["confirm"].label = f"Type {expected} to confirm"
        self.fields["confirm"].widget.attrs["data-expected"] = expected

    def clean_confirm(self) -> str:
        typed = self.cleaned_data["confirm"]
        if typed != self.expected:
            raise forms.ValidationError(f"The name does not match; type “{self.expected}”.")
        return typed
