"""Objects to text, by views.

`Formatter` takes objects one by one and hands out lines; what it decides and how each shape is drawn stands in a file of its
own: `views` (the recorded views and how one is chosen), `shapes` (one object as rows of text cells), `table`, `list_`, `wide` and
`custom` (drawing), `cells` (widths on a screen), `text` (a property's value as text), `errors` (how an error record looks).

Source: about_Format.ps1xml, and what PowerShell 7.6 was recorded to print.
"""
