"""What was uploaded lies on disk only while it is read; nothing of it is kept but what the import takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_layer import home_importers
from data_layer.checking import Finding, Progress, check
from data_layer.store import Home
from pages.parts import words

_LONGEST_NAME = 60  # letters, of up to four bytes each


def checked(home: Home, uploads: Sequence[UploadedFile], options: Mapping[str, str]) -> list[Finding]:
    """What an import would do with these files; each set of files and answers is read once."""
    files = tuple(upload.file_id for upload in uploads)
    known = st.session_state.get("checked", {})
    if known.get("files") != files:
        known = {"files": files}
    answers = tuple(sorted(options.items()))
    place = st.container()  # is there at every click, so that what follows keeps its place on the page
    if answers not in known:
        with place, on_disk(uploads) as paths, _progress("Looking at your files") as progress:
            known[answers] = check(paths, options, received_at=now(), progress=progress, among=home_importers.of(home))
    st.session_state["checked"] = known
    return known[answers]


@contextmanager
def on_disk(uploads: Sequence[UploadedFile]) -> Iterator[list[Path]]:
    """The files under their own names, in a folder that nobody else can read and that is gone afterwards."""
    with TemporaryDirectory(prefix="rollcall-") as folder:
        paths = []
        for number, upload in enumerate(uploads):
            path = Path(folder) / str(number) / _bare(upload.name)
            path.parent.mkdir()
            path.write_bytes(upload.getbuffer())
            paths.append(path)
        yield paths


def _bare(name: str) -> str:
    """The last word of a name that a browser sent, which may hold a path, or nothing that a disk takes for a name."""
    bare = Path("".join(letter for letter in name if letter.isprintable())).name[-_LONGEST_NAME:]
    return bare if bare.strip(".") else "upload"


@contextmanager
def _progress(doing: str) -> Iterator[Progress]:
    with st.status(f"{doing}…") as status:
        yield lambda file_name, row_count: status.update(label=f"{doing}: {words.plain(file_name)}, {row_count:,} rows")
        status.update(label=f"{doing}: done", state="complete")


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
