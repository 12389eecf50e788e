"""Tell whether one slip of the finger makes a word of another."""


def one_slip(one: str, other: str) -> bool:
    """Say whether a letter more, less or changed, or two swapped, makes one word the other; figures never slip."""
    begins = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[begins:], other[begins:]
    if any(map(str.isdigit, rest[:1] + others[:1])):
        return False
    swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
