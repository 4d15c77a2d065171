"""The form of a feature's page."""

from django import forms

from buckets.page_forms import NO_FILL, RefusableForm


class FeatureForm(RefusableForm):
    """The description and unit of a feature."""

    short_desc = forms.CharField(
        label="Description", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    unit = forms.CharField(label="Unit", required=False, widget=forms.TextInput(attrs=NO_FILL))
