"""The mark that every output bears, so that the tool knows its own files again and writes over no others."""

#: It stands near the beginning or the end, in a comment or in a key that readers pass over.
MARK = "made by provenance"

#: Under this name it comments and proposes changes in copies of documents. What it wrote there is nobody's word.
AUTHOR = "provenance"
