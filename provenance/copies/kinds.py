"""The kinds of copies, by the ending of their files; nothing is imported for them."""

COPY_FORMATS = ("docx", "odt")
