"""Which file of `dotnet` implements a .NET type; read before any of these files is loaded.

Written by tools/make_dotnet_index.py; a test holds it equal to the tables the files define.
"""

from __future__ import annotations

from typing import Final

_FILES: Final[dict[str, tuple[str, ...]]] = {
    "arrays": ("System.Array",),
    "dates": (
        "System.DateTime",
        "System.DateTimeOffset",
        "System.Globalization.ISOWeek",
    ),
    "dictionaries": (
        "System.Collections.Hashtable",
        "System.Collections.Specialized.OrderedDictionary",
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.DictionaryEntry",
        "System.Collections.Generic.KeyValuePair`2",
    ),
    "encodings": (
        "System.Text.Encoding",
        "System.Text.UTF8Encoding",
        "System.Text.UnicodeEncoding",
        "System.Text.UTF32Encoding",
        "System.Text.ASCIIEncoding",
        "System.Convert",
        "System.BitConverter",
    ),
    "enumerations": (
        "System.Enum",
        "System.Object",
        "System.Tuple",
        "System.Tuple`1",
        "System.Tuple`2",
        "System.Tuple`3",
        "System.Tuple`4",
        "System.Tuple`5",
        "System.Tuple`6",
        "System.Tuple`7",
        "System.DBNull",
        "System.Activator",
    ),
    "environment": (
        "System.Environment",
        "System.Diagnostics.Stopwatch",
        "System.Console",
        "System.GC",
        "System.Runtime.InteropServices.RuntimeInformation",
        "System.Management.Automation.Platform",
        "System.OperatingSystem",
    ),
    "files": (
        "System.IO.File",
        "System.IO.Directory",
    ),
    "flags_expressions": ("System.Management.Automation.FlagsExpression`1",),
    "globalization": (
        "System.Globalization.CultureInfo",
        "System.Globalization.NumberFormatInfo",
        "System.Globalization.DateTimeFormatInfo",
        "System.Globalization.TextInfo",
        "System.Globalization.CompareInfo",
    ),
    "guids": (
        "System.Guid",
        "System.Random",
    ),
    "host_questions": (
        "System.Management.Automation.Host.ChoiceDescription",
        "System.Management.Automation.Host.FieldDescription",
    ),
    "lists": (
        "System.Collections.ArrayList",
        "System.Collections.Generic.List`1",
        "System.Collections.ObjectModel.Collection`1",
        "System.Collections.ObjectModel.ReadOnlyCollection`1",
        "System.Management.Automation.PSDataCollection`1",
    ),
    "mathematics": ("System.Math",),
    "network": (
        "System.Uri",
        "System.Net.IPAddress",
        "System.Net.Dns",
    ),
    "numbers": (
        "System.SByte",
        "System.Byte",
        "System.Int16",
        "System.UInt16",
        "System.Int32",
        "System.UInt32",
        "System.Int64",
        "System.UInt64",
        "System.Double",
        "System.Single",
        "System.Decimal",
        "System.Numerics.BigInteger",
        "System.Boolean",
        "System.Char",
    ),
    "paths": ("System.IO.Path",),
    "powershell": (
        "System.Management.Automation.PSObject",
        "System.Management.Automation.PSNoteProperty",
        "System.Management.Automation.ErrorDetails",
        "System.Management.Automation.PSCredential",
        "System.Management.Automation.WildcardPattern",
        "System.Management.Automation.LanguagePrimitives",
        "System.Management.Automation.Internal.AutomationNull",
        "System.Management.Automation.Language.NullString",
        "System.Management.Automation.ProgressRecord",
    ),
    "process_starts": ("System.Diagnostics.ProcessStartInfo",),
    "processes": (
        "System.Diagnostics.Process",
        "System.Diagnostics.ProcessModule",
    ),
    "queues": (
        "System.Collections.Stack",
        "System.Collections.Queue",
        "System.Collections.Generic.Stack`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.HashSet`1",
    ),
    "regular_expressions": (
        "System.Text.RegularExpressions.Regex",
        "System.Text.RegularExpressions.Capture",
        "System.Text.RegularExpressions.MatchCollection",
        "System.Text.RegularExpressions.GroupCollection",
    ),
    "secrets": (
        "System.Security.SecureString",
        "System.Net.NetworkCredential",
        "System.Runtime.InteropServices.Marshal",
        "System.IntPtr",
    ),
    "session_options": ("System.Management.Automation.Remoting.PSSessionOption",),
    "spans": ("System.TimeSpan",),
    "string_builder": (
        "System.Text.StringBuilder",
        "System.StringComparer",
    ),
    "strings": ("System.String",),
    "time_zones": ("System.TimeZoneInfo",),
    "versions": (
        "System.Version",
        "System.Management.Automation.SemanticVersion",
    ),
}

MODULES: Final[dict[str, str]] = {name: module for module, names in _FILES.items() for name in names}
