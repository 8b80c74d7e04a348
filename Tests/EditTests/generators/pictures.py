"""The pictures that files have as covers."""

# By their names in `sounds`.
PICTURES = ["jpeg", "png", "large jpeg"]


def picture(random, sounds):
    """(media type, bytes); rarely one that is larger than all the rest of the file."""
    name = random.choices(PICTURES, [6, 6, 1])[0]
    return ("image/png" if name == "png" else "image/jpeg"), sounds[name]
