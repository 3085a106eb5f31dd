"""Regular expressions of .NET on Python's `re`: syntax translated, groups numbered as .NET numbers them.

Not covered, as `re` cannot: balancing groups, look-behind of variable length, right-to-left.

Source: .NET regular expression reference.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pssession.engine.errors import RegexParseException

IGNORE_CASE, MULTILINE, EXPLICIT_CAPTURE, COMPILED, SINGLELINE, IGNORE_WHITESPACE, RIGHT_TO_LEFT = 1, 2, 4, 8, 16, 32, 64

_CATEGORIES: Final = {
    "L": r"^\W\d_",
    "Lu": "A-ZÀ-ÖØ-Þ",
    "Ll": "a-zß-öø-ÿ",
    "N": r"\d",
    "Nd": r"\d",
    "P": r"!-#%-*,-/:;?@\[-\]_{}¡§«¶·»¿‐-‧‰-⁞",
    "S": r"$+<->^`|~¢-©¬®-±´¸×÷€-⃿←-⯿",
    "Z": "  - \u2028\u2029 　",
    "Zs": "  - 　",
    "C": r"\x00-\x1f\x7f-\x9f",
    "Cc": r"\x00-\x1f\x7f-\x9f",
    "Sc": "$¢-¥€₠-⃿",
    "IsBasicLatin": r"\x00-\x7f",
    "IsCyrillic": "\u0400-\u04ff",
    "IsGreek": "\u0370-\u03ff",
}


class Expression:
    """Hold a compiled expression.

    Attributes:
        pattern: As the script wrote it.
        compiled: Python's expression.
        numbers: .NET's group numbers, in order, to Python's.
        names: .NET's group names, in order of number.
    """

    __slots__ = ("compiled", "names", "numbers", "options", "pattern")

    def __init__(self, pattern: str, options: int, compiled: re.Pattern[str], numbers: dict[int, int], names: list[str]) -> None:
        self.pattern = pattern
        self.options = options
        self.compiled = compiled
        self.numbers = numbers
        self.names = names


@lru_cache(maxsize=512)
def compile_expression(pattern: str, options: int = 0) -> Expression:
    """Translate and compile.

    Raises:
        RegexParseException: The pattern is not valid; message as .NET words it for the common mistakes.
    """
    translator = _Translator(pattern, options)
    text = translator.run()
    flags = 0
    if options & IGNORE_CASE:
        flags |= re.IGNORECASE
    if options & MULTILINE:
        flags |= re.MULTILINE
    if options & SINGLELINE:
        flags |= re.DOTALL
    if options & IGNORE_WHITESPACE:
        flags |= re.VERBOSE
    try:
        compiled = re.compile(text, flags)
    except (re.error, OverflowError, RecursionError) as problem:
        raise invalid(pattern, getattr(problem, "pos", None) or 0, str(getattr(problem, "msg", problem))) from problem
    numbers, names = translator.groups()
    return Expression(pattern, options, compiled, numbers, names)


_REASONS: Final = (
    ("unterminated character set", "Unterminated [] set."),
    ("missing ), unterminated subpattern", "Not enough )'s."),
    ("unbalanced parenthesis", "Too many )'s."),
    ("nothing to repeat", "Quantifier '{quantifier}' following nothing."),
    ("multiple repeat", "Nested quantifier '{quantifier}'."),
    ("bad escape (end of pattern)", "Illegal \\ at end of pattern."),
    ("bad character range", "[x-y] range in reverse order."),
    ("invalid group reference", "Reference to undefined group number."),
    ("unknown extension", "Unrecognized grouping construct."),
)


def invalid(pattern: str, position: int, reason: str) -> RegexParseException:
    """Make .NET's error for a pattern that does not compile."""
    words = reason
    for key, text in _REASONS:
        if key in reason:
            quantifier = pattern[position] if position < len(pattern) else ""
            words = text.replace("{quantifier}", quantifier)
            if key in ("unterminated character set", "missing ), unterminated subpattern"):
                position = len(pattern)
            elif key in ("nothing to repeat", "multiple repeat", "unbalanced parenthesis"):
                position += 1
            break
    return RegexParseException(f"Invalid pattern '{pattern}' at offset {position}. {words}")


class _Translator:
    """Rewrite one pattern from left to right."""

    def __init__(self, pattern: str, options: int) -> None:
        self.pattern = pattern
        self.options = options
        self.position = 0
        self.python_group = 0
        self.unnamed: list[int] = []
        self.named: dict[str, int] = {}
        self.explicit: dict[int, int] = {}

    def groups(self) -> tuple[dict[int, int], list[str]]:
        """Number the groups as .NET does: unnamed ones first, then the named ones."""
        numbers: dict[int, int] = {0: 0}
        names: list[str] = ["0"]
        current = 1
        for python in self.unnamed:
            while current in self.explicit:
                current += 1
            numbers[current] = python
            current += 1
        numbers.update(self.explicit)
        for number in sorted(numbers):
            if number:
                names.append(str(number))
        current = max(numbers) + 1
        for name, python in self.named.items():
            numbers[current] = python
            names.append(name)
            current += 1
        return dict(sorted(numbers.items())), names

    def run(self) -> str:
        out: list[str] = []
        pattern, end = self.pattern, len(self.pattern)
        while self.position < end:
            letter = pattern[self.position]
            if letter == "\\":
                out.append(self._escape())
            elif letter == "[":
                out.append(self._set())
            elif letter == "(":
                out.append(self._open())
            elif letter == "$":
                out.append("$" if self.options & MULTILINE else r"(?=\n?\Z)")
                self.position += 1
            elif letter == "{" and not re.match(r"\{\d+(,\d*)?\}", pattern[self.position :]):
                out.append(r"\{")
                self.position += 1
            elif letter == "." and not self.options & SINGLELINE:
                out.append(".")
                self.position += 1
            else:
                out.append(letter)
                self.position += 1
        return "".join(out)

    def _escape(self) -> str:
        pattern = self.pattern
        if self.position + 1 >= len(pattern):
            raise RegexParseException(f"Invalid pattern '{pattern}' at offset {len(pattern)}. Illegal \\ at end of pattern.")
        letter = pattern[self.position + 1]
        self.position += 2
        if letter in "pP":
            return self._category(letter == "P", in_set=False)
        if letter == "z":
            return r"\Z"
        if letter == "Z":
            return r"(?=\n?\Z)"
        if letter == "G":
            return ""
        if letter == "e":
            return r"\x1b"
        if letter == "k" and self.position < len(pattern) and pattern[self.position] in "<'":
            close = ">" if pattern[self.position] == "<" else "'"
            stop = pattern.find(close, self.position + 1)
            name = pattern[self.position + 1 : stop]
            self.position = stop + 1
            if name.isdigit():
                return f"(?:\\{name})"
            return f"(?P={(name)})"
        if letter == "c" and self.position < len(pattern):
            code = ord(pattern[self.position].upper()) - 64
            self.position += 1
            return f"\\x{code & 0x1F:02x}"
        if letter == "u":
            return "\\u"
        if letter.isdigit() and letter != "0":
            return f"\\{letter}"
        if letter.isalpha() and letter not in "abBdDfnrsStvwWxA":
            raise RegexParseException(f"Invalid pattern '{pattern}' at offset {self.position}. Unrecognized escape sequence \\{letter}.")
        if not letter.isalnum() and letter != "_":
            return re.escape(letter)
        return f"\\{letter}"

    def _category(self, negated: bool, *, in_set: bool) -> str:
        match = re.compile(r"\{([A-Za-z]+)\}").match(self.pattern, self.position)
        if match is None:
            raise RegexParseException(f"Invalid pattern '{self.pattern}' at offset {self.position}. Malformed \\p{{X}} character escape.")
        self.position = match.end()
        body = _CATEGORIES.get(match[1]) or _CATEGORIES.get(match[1][:1])
        if body is None:
            raise RegexParseException(f"Invalid pattern '{self.pattern}' at offset {self.position}. Unknown property '{match[1]}'.")
        if body.startswith("^"):
            if in_set:
                return "a-zA-ZÀ-ÖØ-öø-ʯͰ-\u1fff\u2c00-\ud7ff" if not negated else r"\d\s"
            return f"[{body[1:]}]" if negated else f"[{body}]"
        if in_set:
            return body
        return f"[^{body}]" if negated else f"[{body}]"

    def _set(self) -> str:
        """Rewrite a set; a subtraction `[a-z-[aeiou]]` becomes a look-ahead."""
        pattern = self.pattern
        self.position += 1
        out = ["["]
        if self.position < len(pattern) and pattern[self.position] == "^":
            out.append("^")
            self.position += 1
        first = True
        subtracted = ""
        while self.position < len(pattern):
            letter = pattern[self.position]
            if letter == "]" and not first:
                self.position += 1
                out.append("]")
                return (f"(?!{subtracted})" if subtracted else "") + "".join(out)
            first = False
            if letter == "\\" and self.position + 1 < len(pattern):
                follower = pattern[self.position + 1]
                self.position += 2
                if follower in "pP":
                    out.append(self._category(follower == "P", in_set=True))
                elif follower == "e":
                    out.append(r"\x1b")
                elif follower == "c":
                    out.append(f"\\x{(ord(pattern[self.position].upper()) - 64) & 0x1F:02x}")
                    self.position += 1
                else:
                    out.append("\\" + follower)
            elif letter == "-" and pattern.startswith("-[", self.position):
                self.position += 1
                subtracted = self._set()
            elif letter == "[":
                out.append("\\[")
                self.position += 1
            else:
                out.append("\\" + letter if letter in "&~|" else letter)
                self.position += 1
        raise RegexParseException(f"Invalid pattern '{pattern}' at offset {len(pattern)}. Unterminated [] set.")

    def _open(self) -> str:
        pattern, position = self.pattern, self.position
        if not pattern.startswith("(?", position):
            self.position += 1
            if self.options & EXPLICIT_CAPTURE:
                return "(?:"
            self.python_group += 1
            self.unnamed.append(self.python_group)
            return "("
        match = re.compile(r"\(\?(?:<([A-Za-z_0-9]+)>|'([A-Za-z_0-9]+)')").match(pattern, position)
        if match is not None:
            name = match[1] or match[2]
            self.position = match.end()
            if name in self.named or (name.isdigit() and int(name) in self.explicit):
                self.python_group += 1
                return "("
            self.python_group += 1
            if name.isdigit():
                self.explicit[int(name)] = self.python_group
                return "("
            self.named[name] = self.python_group
            return f"(?P<{(name)}>"
        match = re.compile(r"\(\?([imnsx]*)(?:-([imnsx]+))?([:)])").match(pattern, position)
        if match is not None:
            self.position = match.end()
            return self._inline(match[1] or "", match[2] or "", match[3])
        if pattern.startswith("(?#", position):
            stop = pattern.find(")", position)
            self.position = stop + 1 if stop >= 0 else len(pattern)
            return ""
        for opening in ("(?<=", "(?<!", "(?=", "(?!", "(?:", "(?>"):
            if pattern.startswith(opening, position):
                self.position += len(opening)
                return opening
        if pattern.startswith("(?(", position):
            stop = pattern.find(")", position)
            name = pattern[position + 3 : stop]
            self.position = stop + 1
            return f"(?({(name)})"
        raise RegexParseException(
            f"Invalid pattern '{pattern}' at offset {min(position + 2, len(pattern))}. Unrecognized grouping construct."
        )

    def _inline(self, on: str, off: str, ending: str) -> str:
        on, off = on.replace("n", ""), off.replace("n", "")
        if ending == ":":
            return f"(?{on}{'-' + off if off else ''}:" if on or off else "(?:"
        if not on and not off:
            return ""
        rest_start = self.position
        depth = 0
        index = rest_start
        while index < len(self.pattern):
            letter = self.pattern[index]
            if letter == "\\":
                index += 1
            elif letter == "(":
                depth += 1
            elif letter == ")":
                if depth == 0:
                    break
                depth -= 1
            index += 1
        outer = self.pattern
        self.pattern = outer[:index]
        inner = self.run()
        self.pattern = outer
        return f"(?{on}{'-' + off if off else ''}:{inner})"


def expand(template: str, match: re.Match[str], expression: Expression) -> str:
    """Fill a replacement: `$1 ${name} $& $$ $\\` $' $+ $_`."""
    if "$" not in template:
        return template

    def fill(found: re.Match[str]) -> str:
        token = found[1]
        if token == "$":
            return "$"
        if token in ("&", "0"):
            return match[0]
        if token == "`":
            return match.string[: match.start()]
        if token == "'":
            return match.string[match.end() :]
        if token == "_":
            return match.string
        if token == "+":
            return match[max(expression.numbers.values())] or ""
        name = token[1:-1] if token.startswith("{") else token
        python = group_index(expression, name)
        if python is None and name.isdigit():
            for length in range(len(name) - 1, 0, -1):
                python = group_index(expression, name[:length])
                if python is not None and not token.startswith("{"):
                    return (match[python] or "") + name[length:]
            return found[0]
        return found[0] if python is None else (match[python] or "")

    return re.sub(r"\$(\$|&|`|'|\+|_|\d+|\{[^}]+\})", fill, template)


def group_index(expression: Expression, name: str) -> int | None:
    """Find Python's number of a group by .NET's name or number."""
    if name.isdigit():
        return expression.numbers.get(int(name))
    if name in expression.names:
        return expression.numbers[sorted(expression.numbers)[expression.names.index(name)]]
    return None


def escape(text: str) -> str:
    """Escape as Regex.Escape does."""
    named = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f"}
    return "".join([named.get(letter) or ("\\" + letter if letter in "\\*+?|{[()^$.# " else letter) for letter in text])
