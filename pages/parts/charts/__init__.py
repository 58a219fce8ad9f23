"""Result in, Plotly figure out; beside each figure the function that says the same in words. No screen in here."""
