"""A chart as a vector picture without a browser: for the PDF of a deck, and for the PNG and SVG of any chart."""
