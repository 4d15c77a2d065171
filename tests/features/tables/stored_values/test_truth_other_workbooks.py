"""Old Excel and OpenDocument workbooks hold the values that a spreadsheet program shows."""

import base64
import io
import zipfile
import zlib

import pytest

from features.tables import TableRefused, TableTooLarge
from tests.features.tables import builders as b
from tests.features.tables.binary_workbook import xlsb
from tests.features.tables.truth import stored

XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O=uHA6#izj`K3)aH5FQ+go0JuUV;}d?OH{vht~RoiVB*xIY`^2to2Y2wpw!(1W$^WLN8vbUi?81dh;M"
        "u^iU9lM30^X1rKSqZ(e3;qB%66MP<Ha-@Lr}-kX=5H?u!)mt*;bM{NcCgg*FCa>EEz*aV$n?}r8IcU`G^ZHP"
        "`+<DWt}L=zeC<9XwopqxWF-vt<WXucu|e4_IlrZAMvq!XKneVju|$Q*h}3fv=06s??9Gs{tyTUb6|<_ng4*>"
        "aO*FLCqY43_Pou05)XPa7TF7ln-bgnd4+C5aZimQ_4^OO&~O^g9<*6Mtt%yV-z6(7X+#GifI^kw=^+a1r0#1"
        "n|vUsV@`SzPWY*vj3>I2W!}G8zwLZ_W~Dq4oz6`$(|r4vzITW6Uib~WI(M-n&#A~lg-Rbl9Q8~PE&L8@bM|~"
        "7(627{{AG@@QFhaxlQx3wyKtOBbR#v$uSy9>M<^Qi#G1!{jcu^M~3b5Y?<S&yu9IWmpQ`4HR(alQSR}xl-w?"
        "s-7K$j)NQP{v5XUw+Rot?r5v1R&JFJEq;YmL-rGAW^qr*Vz8rnpp8IU?B7JF~a3#L9VlSYBZa`z?FOPZjh#q"
        "nGj>I$DYlYezKC*26Wupigmdf2#ceN(0BEo8nW%-x9IzsV94ZdK$jCj?Ea6U1dHOhRW2H#-5Px05UzU2FOyl"
        "TFW`KDr+H6ohK@T-U>N1QFXZlBSN$1*f+gzJbvLqkJDLqkJDLqk2<f*&_c^<b~wHu$^FDxD?$ndHC4F=XkOr"
        "Wex#$WZHGrmp(g3cv7Ti4FRA-wP#9(dZ7wF~WI_*ImE#vL`D4&xReX-?xP79lumho_~1!HHBZ$f&"
    )
)
"""Sheet “mouse 1” as xlwt wrote it: acronym, rate / VISp 1.5 / MOp 0 / CA1 blank / TH -2.25."""
ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
TRUTH = {
    ("rate", "VISp", "left"): 1.5,
    ("rate", "MOp", "left"): 0.0,
    ("rate", "TH", "left"): -2.25,
}


def ods(*rows: str) -> bytes:
    """Return an .ods of one sheet; rows are XML."""
    body = "".join(rows)
    content = (
        f'<?xml version="1.0"?><office:document-content {ODS_SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="mouse 1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def row(*cells: object, repeated: int = 1, wide: int = 1) -> str:
    written = ""
    for cell in cells:
        again = f'table:number-columns-repeated="{wide}"'
        if cell is None:
            written += f"<table:table-cell {again}/>"
        elif isinstance(cell, str):
            written += f'<table:table-cell office:value-type="string" {again}><text:p>{cell}'
            written += "</text:p></table:table-cell>"
        else:
            written += (
                f'<table:table-cell office:value-type="float" office:value="{cell}" {again}/>'
            )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{written}</table:table-row>'


ODS = ods(
    row("acronym", "rate"), row("VISp", 1.5), row("MOp", 0), row("CA1", None), row("TH", -2.25)
)


@pytest.mark.parametrize(
    ("data", "filename"),
    [(XLS, "t.xls"), (XLS, "t.xlsx"), (ODS, "t.ods"), (ODS, "t.xlsx")],
)
def test_values_are_read_by_content_whatever_the_name(data, filename):
    checked = b.run(b.Upload(data, filename), hemisphere="left")
    assert stored(checked) == TRUTH
    assert checked.understood.sheet == "mouse 1"


def test_an_ods_that_repeats_a_value_a_billion_times_is_refused_by_its_size():
    bomb = ods(row("VISp", repeated=1_000_000, wide=1_000))
    with pytest.raises((TableTooLarge, TableRefused)) as refused:
        b.run(b.Upload(bomb, "t.ods"))
    assert "t.ods" in str(refused.value) or "rows" in str(refused.value)


@pytest.mark.parametrize("at", [600, 1200, len(XLS) // 2, len(XLS) - 300])
def test_a_cut_xls_is_refused_with_a_sentence_or_read_right(at):
    try:
        checked = b.run(b.Upload(XLS[:at], "t.xls"), hemisphere="left")
    except TableRefused as refusal:
        assert refusal.code in ("damaged", "not_a_table")
    else:
        assert stored(checked) == TRUTH


def test_a_binary_workbook_holds_its_values() -> None:
    rows = [["acronym", "rate"], ["VISp", 1.5], ["MOp", 0.0], ["CA1", None], ["TH", -2.25]]
    assert stored(b.run(b.Upload(xlsb(rows), "rates.xlsb"), hemisphere="left")) == TRUTH


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_binary_workbook_cut_short_is_refused(cut: int) -> None:
    whole = xlsb([["acronym", "rate"], ["VISp", 1.5]])
    with pytest.raises(TableRefused):
        stored(b.run(b.Upload(whole[: len(whole) * cut // 4], "rates.xlsb"), hemisphere="left"))


def test_a_binary_workbook_that_claims_a_billion_cells_is_over_the_limit() -> None:
    rows = [["acronym", "rate"], ["VISp", 1.5]]
    whole = xlsb(rows, last=(1_000_000, 16_000))
    with pytest.raises((TableRefused, TableTooLarge)):
        stored(b.run(b.Upload(whole, "rates.xlsb"), hemisphere="left"))
