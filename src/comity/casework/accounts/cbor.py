"""Reading CBOR (RFC 8949) as far as authenticators write it: whole numbers, bytes, text, lists, maps, yes and no."""

from comity.common.errors import BadInputError

Value = int | bytes | str | bool | None | list["Value"] | dict["Value", "Value"]

UNREADABLE = "the answer of the device cannot be read; try again, or use another device or one-time codes"
"""Said of whatever a device sends and no standard allows: which byte it was helps nobody who wants to sign in."""
_SIMPLE: dict[int, bool | None] = {20: False, 21: True, 22: None}
_DEEPEST = 8


def read(data: bytes) -> tuple[Value, bytes]:
    """The first value, and the bytes behind it."""
    reader = _Reader(data)
    value = reader.value(0)
    return value, data[reader.at :]


def read_map(data: bytes) -> tuple[dict[Value, Value], bytes]:
    """The first value where it must be a map, and the bytes behind it."""
    value, rest = read(data)
    if not isinstance(value, dict):
        raise BadInputError(UNREADABLE)
    return value, rest


class _Reader:
    """Reads values one after the other and refuses whatever is cut off, too deep or of a kind that is not expected."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def value(self, depth: int) -> Value:
        major, number = self._head()
        if depth > _DEEPEST:
            raise BadInputError(UNREADABLE)
        match major:
            case 0:
                return number
            case 1:
                return -1 - number
            case 2:
                return self._take(number)
            case 3:
                return self._take(number).decode("utf-8", "replace")
            case 4:
                return [self.value(depth + 1) for _ in range(number)]
            case 5:
                return {self._key(depth): self.value(depth + 1) for _ in range(number)}
            case 7 if number in _SIMPLE:
                return _SIMPLE[number]
        raise BadInputError(UNREADABLE)

    def _key(self, depth: int) -> int | str:
        key = self.value(depth + 1)
        if not isinstance(key, int | str):
            raise BadInputError(UNREADABLE)
        return key

    def _head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        major, low = first >> 5, first & 0x1F
        if low < 24:
            return major, low
        if low > 27:
            raise BadInputError(UNREADABLE)
        return major, int.from_bytes(self._take(1 << (low - 24)))

    def _take(self, count: int) -> bytes:
        if count > len(self._data) - self.at:
            raise BadInputError(UNREADABLE)
        self.at += count
        return self._data[self.at - count : self.at]
