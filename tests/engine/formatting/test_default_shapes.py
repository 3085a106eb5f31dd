"""The default output, against texts that PowerShell 7.6.5 printed (goldens fmt.default_views, fmt.table_list, fmt.width)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from pssession.engine.formatting.documents import FormatEnd, FormatStart, GroupEnd, GroupStart, ListShape
from pssession.engine.formatting.formatter import format_objects
from pssession.engine.formatting.shapes import FormatOptions, FormatProperty, Shaper
from pssession.engine.formatting.views import ViewTable

_spec = importlib.util.spec_from_file_location("plain_reader", Path(__file__).with_name("plain_reader.py"))
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
PlainReader = _module.PlainReader

SESSION = {
    "#": ["System.Management.Automation.Runspaces.PSSession", "System.Object"],
    "Id": 1,
    "Name": "Runspace1",
    "Transport": "WSMan",
    "ComputerName": "Server01",
    "ComputerType": "RemoteMachine",
    "State": "Opened",
    "ConfigurationName": "Microsoft.PowerShell",
    "Availability": "Available",
}


@pytest.fixture(scope="module")
def views() -> ViewTable:
    return ViewTable.recorded()


def shown(views: ViewTable, *values: object, width: int = 120) -> str:
    return "\n".join(format_objects(values, PlainReader(), views, width=width)) + "\n"


def test_text_and_numbers_stand_between_the_rows_of_a_table(views: ViewTable) -> None:
    assert shown(views, 1, "a", {"x": 1}, 2) == "1\na\n\nx\n-\n1\n2\n\n"


def test_a_later_object_without_the_first_ones_property_shows_a_blank_row(views: ViewTable) -> None:
    assert shown(views, {"x": 1}, {"y": 2}) == "\nx\n-\n1\n \n\n"


def test_an_object_that_the_view_does_not_fit_is_shown_as_a_list_below(views: ViewTable) -> None:
    entry = {"#": ["System.Collections.DictionaryEntry"], "Name": "a", "Value": "1"}
    expected = (
        "\nName                           Value\n----                           -----\na                              1\n\nx : 1\n\n\n"
    )
    assert shown(views, entry, {"x": 1}) == expected


def test_five_properties_make_a_list(views: ViewTable) -> None:
    assert shown(views, {"a": 1, "b": 2, "c": 3, "d": 4, "eee": 5}) == "\na   : 1\nb   : 2\nc   : 3\nd   : 4\neee : 5\n\n"


def test_columns_fall_off_on_the_right(views: ViewTable) -> None:
    assert shown(views, {"aa": 1, "bb": 2, "cc": 3, "dd": 4}, width=8) == "\naa bb cc\n-- -- --\n 1  2  3\n\n"


def test_a_column_that_is_cut_ends_in_an_ellipsis_and_is_padded_when_others_are_hidden(views: ViewTable) -> None:
    expected = "\na\n-" + " " * 39 + "\n" + "x" * 39 + "\u2026\n\n"
    assert shown(views, {"a": "x" * 50, "b": "y" * 50}, width=40) == expected


def test_collections_show_four_elements(views: ViewTable) -> None:
    assert shown(views, {"a": list(range(1, 21))}, width=30) == "\na\n-\n{1, 2, 3, 4\u2026}\n\n"


def test_real_numbers_and_wide_characters_are_aligned(views: ViewTable) -> None:
    assert shown(views, {"x": -1.5}, {"x": 22.75}) == "\n     x\n     -\n-1.500\n22.750\n\n"
    assert shown(views, {"a": "\u65e5\u672c", "b": 1}) == "\na    b\n-    -\n\u65e5\u672c 1\n\n"


def test_the_table_of_sessions_is_as_the_page_has_it(views: ViewTable) -> None:
    assert shown(views, SESSION) == (
        "\n"
        " Id Name            Transport ComputerName    ComputerType    State         ConfigurationName     Availability\n"
        " -- ----            --------- ------------    ------------    -----         -----------------     ------------\n"
        "  1 Runspace1       WSMan     Server01        RemoteMachine   Opened        Microsoft.PowerShell     Available\n"
        "\n"
    )


def test_an_object_from_another_session_has_the_view_of_its_original_type(views: ViewTable) -> None:
    names = ["Deserialized." + SESSION["#"][0], "Deserialized.System.Object"]  # type: ignore[index]
    assert shown(views, {**SESSION, "#": names}) == shown(views, SESSION)


def test_the_computers_name_is_one_more_column_where_it_is_to_be_shown(views: ViewTable) -> None:
    entry = {"#": ["System.Collections.DictionaryEntry"], "Name": "a", "Value": "1", "PSComputerName": "S1", "PSShowComputerName": True}
    assert shown(views, entry).splitlines()[1].split() == ["Name", "Value", "PSComputerName"]
    assert "PSComputerName" not in shown(views, {**entry, "PSShowComputerName": False})


def test_long_values_of_a_list_go_on_below_their_beginning(views: ViewTable) -> None:
    one = {"a": "x" * 50, "b": 1, "c": 2, "d": 3, "e": 4}
    assert shown(views, one, width=40).startswith("\na : " + "x" * 36 + "\n    " + "x" * 14 + "\nb : 1\n")


def test_dates_wrap_behind_a_blank(views: ViewTable) -> None:
    date = {"#": ["System.DateTime"], "DateTime": "Thursday, January 2, 2020 12:00:00 AM"}
    assert shown(views, date, width=20) == "\nThursday, January \n2, 2020 12:00:00 AM\n\n"


def test_a_run_is_a_start_groups_and_an_end(views: ViewTable) -> None:
    shaper = Shaper(PlainReader(), views, FormatOptions(kind="list", group_by=FormatProperty(expression="g")))
    documents = [*shaper.feed({"g": 1}), *shaper.feed({"g": 2}), *shaper.finish()]
    kinds = [type(document).__name__ for document in documents]
    # pwsh 7.6 was recorded with one entry more than objects in a group that another one follows; it shows nothing.
    entries = ["GroupStart", "FormatEntry", "FormatEntry", "GroupEnd", "GroupStart", "FormatEntry", "GroupEnd"]
    assert kinds == ["FormatStart", *entries, "FormatEnd"]
    assert isinstance(documents[0], FormatStart)
    assert isinstance(documents[0].shape, ListShape)
    assert isinstance(documents[1], GroupStart)
    assert isinstance(documents[4], GroupEnd)
    assert isinstance(documents[-1], FormatEnd)


def test_a_property_that_fails_is_blank_or_marked(views: ViewTable) -> None:
    def failing(_: object) -> object:
        raise ValueError

    def text(**more: bool) -> str:
        options = FormatOptions(kind="table", properties=[FormatProperty(expression=failing, label="t")], **more)
        shaper = Shaper(PlainReader(), views, options)
        return "\n".join(format_objects([*shaper.feed({"a": 1}), *shaper.finish()], PlainReader(), views))

    assert text(display_error=True) == "\nt\n-\n#ERR\n"
    assert text() == "\nt\n-\n\n"
