"""What a document shows as pictures: from what its book may show to the line of Markdown, one module a picture."""
