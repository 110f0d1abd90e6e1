"""Documents in other formats than Markdown: read into blocks once, then written as HTML, DOCX or PDF."""
