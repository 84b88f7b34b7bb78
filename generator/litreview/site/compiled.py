"""Compiled templates of the theme, which are kept from one build to the next: to compile them takes a fifth of a build after an edit."""

import contextlib
import shutil
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache, FileSystemBytecodeCache

from litreview.digests import digest
from litreview.site.whole import made_of_programs

COMPILED = ".cache/templates"


def compiled_in(root: Path) -> BytecodeCache:
    """What keeps the templates of the review at `root`, as these very programs compile them; a changed template is compiled anew.

    A folder that cannot be written costs time, not the build.
    """
    folder = root / COMPILED / digest(*made_of_programs())
    if not folder.is_dir():
        shutil.rmtree(folder.parent, ignore_errors=True)  # those of other programs
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True)
    return _Kept(str(folder))


class _Kept(FileSystemBytecodeCache):
    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001  # whatever reading a spoilt file comes to: the template is compiled anew
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
