"""A fault in words, with what is needed to see it again."""


def described(seed, fault, outcome):
    edits = "; ".join(_edit(*edit) for edit in outcome.edits)
    made = ", ".join(outcome.choices) or "plain"
    lines = [f"{outcome.sample.format} {fault}", f"  seed {seed}, reduced to: {made}", f"  edits: {edits}"]
    return "\n".join(lines)


def _edit(edit, cover):
    parts = [f"{key} removed" if value is None else f"{key} = {value!r:.40}" for key, value in edit.items()]
    return ", ".join(parts + ([f"a {cover} cover"] if cover else []))
