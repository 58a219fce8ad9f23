"""What Streamlit runs on every rerun: the frame, and in it the page that the address asks for."""

from pages.parts import frame

frame.run()
