"""The command line of pypwsh, against what PowerShell 7.6.5 did with the same words (goldens cli.switch, cli.file)."""

from __future__ import annotations

import pytest

from pssession.shell.command_line import CommandLineError, parse


@pytest.mark.parametrize("word", ["-c", "-Co", "-com", "-COMMAND", "--command"])
def test_a_switch_may_be_cut_down_to_its_shortest_form(word: str) -> None:
    assert parse([word, "1+1"]).command == "1+1"


@pytest.mark.parametrize("word", ["-f", "-fi", "-File"])
def test_words_behind_the_file_are_the_scripts_own(word: str) -> None:
    line = parse(["-NoProfile", word, "plain.ps1", "-NoProfile", "-Command"])
    assert (line.file, line.arguments, line.no_profile, line.command) == ("plain.ps1", ["-NoProfile", "-Command"], True, None)


def test_a_word_that_is_no_switch_is_a_file() -> None:
    line = parse(["-NonInteractive", "hello.ps1", "1"])
    assert (line.file, line.arguments, line.interactive) == ("hello.ps1", ["1"], False)


def test_a_command_takes_all_that_follows() -> None:
    assert parse(["-Command", "Write-Output", "--", "-x"]).command == "Write-Output -- -x"


def test_a_dash_reads_the_command_from_standard_input() -> None:
    assert parse(["-NoProfile", "-Command", "-"]).command == "-"
    assert parse(["-NoProfile", "-"]).command == "-"
    assert parse(["-File", "-"]).file == "-"


@pytest.mark.parametrize(
    ("words", "mode"), [(["-s"], "server"), (["-sshs", "-NoLogo"], "subsystem"), (["-Help"], "help"), (["-?"], "help")]
)
def test_modes(words: list[str], mode: str) -> None:
    assert parse(words).mode == mode


@pytest.mark.parametrize(
    ("words", "status", "text"),
    [
        (["-Command"], 64, "Cannot process the command because of a missing parameter. A command must follow -Command."),
        (["-File"], 64, "The command cannot be run because the File parameter requires a file path. "
                        "Supply a path for the File parameter and then try the command again."),
        (["-MTA", "-Command", "1"], 64, "Parameter -MTA is not supported on this platform."),
        (["-OutputFormat", "Nope", "-Command", "1"], 64, 'Cannot process the command because of an incorrect parameter value. '
                                                         '"Nope" is not a valid format.\nValid formats are:\nText\nXML\nNone\n'),
        (["-File", "-", "a", "b"], 64, "The argument 'a' is not recognized as the name of a script file. Check the spelling of the name, "
                                       "or if a path was included, verify that the path is correct and try again."),
    ],
)  # fmt: skip
def test_what_cannot_be_run_says_so_in_powershells_words(words: list[str], status: int, text: str) -> None:
    with pytest.raises(CommandLineError) as caught:
        parse(words)
    assert (caught.value.status, str(caught.value)) == (status, text)


def test_an_encoded_command_is_base64_of_utf16() -> None:
    assert parse(["-EncodedCommand", "MQArADEA"]).command == "1+1"
    with pytest.raises(CommandLineError, match="must be Base64 encoded"):
        parse(["-e", "***"])
