"""Texts as people, programs and accidents put them into tags."""

WORDS = "River Stone Night Love Blue Ghost Echo Train Winter Gold Silver Road Fire Rain Moon".split()
OTHER = [
    "Ärzte",
    "Björk",
    "Sigur Rós",
    "Дельфин",
    "中島みゆき",
    "Ωmega",
    "L’été",
    "naïve",
    "🎵 Song",
    "Beyonce\u0301",
]


def plain(random, words=3):
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, words)))


def text(random):
    """Any text: short, long, of any script, with signs that mean something elsewhere."""
    kind = random.randrange(8)
    if kind == 0:
        return random.choice(OTHER) + " " + plain(random, 1)
    if kind == 1:
        return f"{plain(random)} / {plain(random, 1)} (feat. {plain(random, 1)})"
    if kind == 2:
        return " ".join(plain(random) for _ in range(20))
    if kind == 3:
        return f'"{plain(random)}" = {plain(random, 1)}; 100 % & more'
    return plain(random)


def latin1(random):
    return plain(random) + random.choice(["", " é", " ß", " Ø", " ½"])


def junk(random, most):
    """Bytes that are neither zeros nor the mark of any tag."""
    return bytes(random.randrange(1, 0x40) for _ in range(random.randint(1, most)))
