"""A handover photo, made safe: read by Pillow, turned upright, made smaller, and written anew without anything else.

What a phone writes into its pictures besides the picture (where it was, when, whose phone) does not survive.
"""

import io
from typing import Final, Protocol

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from hovmester.house.promises.errors import PhotoRefused

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
SIDE: Final = 1600  # the longer side of what is kept
FORMATS: Final = ("JPEG", "PNG", "WEBP")

_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Upload(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def clean_photo(upload: Upload) -> bytes:
    """A plain JPEG of it. Raises PhotoRefused where it is too large or no photo."""
    raw = upload.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise PhotoRefused(
            _("A photo may have at most %(most)d MB. Take a smaller one.") % {"most": MOST_BYTES // 1024**2}
        )
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoRefused(
                    _("A photo may have at most %(most)d megapixels, got %(got)d. Take a smaller one.")
                    % {"most": MOST_PIXELS // 10**6, "got": opened.width * opened.height // 10**6}
                )
            return _plain(opened)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, *_BOMBS) as error:
        raise PhotoRefused(_("This is not a photo we can read. Send a JPEG, PNG or WebP picture.")) from error


def _plain(opened: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((SIDE, SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)  # the picture alone: no EXIF, no profile, no comment
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
