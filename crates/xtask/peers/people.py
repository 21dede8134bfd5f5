"""What every peer sets: the letter's wording, and invented people with the address block of a letter to a parent."""

FIRST = ["Ada", "Bram", "Calla", "Dorian", "Edith", "Fabian", "Łucja", "Hollis", "Ingrid", "Jonas", "Kezia", "María José"]
LAST = ["Abernathy", "Brockhurst", "de la Cruz", "Dunmore", "O'Brien", "Fairbourne", "Grantley", "Nguyễn", "Jessop"]


def paragraphs(path):
    """Paragraphs of a plain text: blank lines part them."""
    with open(path, encoding="utf-8") as file:
        blocks = file.read().replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def person(number):
    """Name and address lines of an invented child."""
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
    return name, ["Parent or Guardian of", name, f"{100 + number} Invented Creek Dr", f"Austin TX {78700 + number % 60}"]
