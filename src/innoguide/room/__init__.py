"""The page that participants open on their phones, and the small server behind it."""

from importlib.util import find_spec

from innoguide.errors import UsageError
from innoguide.texts import t

if any(find_spec(name) is None for name in ("starlette", "uvicorn", "segno")):
    raise UsageError(t("room_extra_missing"), t("room_extra_missing_hint"))
