"""XML documents as scripts see them: a tree, its text, paths into it, and properties named after its elements.

Own code on expat: `xml.dom` keeps no prefixes as .NET does, and takes document types. Source: System.Xml; about_Types.ps1xml.
"""
