"""Source chains drawn: origin at the left, the article at the right, what is claimed beyond it.

`picture` decides what is drawn, `layout` where (Graphviz, on boxes whose sizes come from shipped metrics), and `svg`,
`mermaid` and `render` (the other formats) write it. The bytes depend on the input alone, not on the fonts of the
machine.
"""
