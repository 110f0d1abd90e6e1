"""Values to pictures: SVG that reads in greyscale and on A4, and asks for nothing from elsewhere."""
