"""Where the page puts Plotly's script once it is asked for: a page with a figure has it already."""
