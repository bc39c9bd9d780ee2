def english(text: str) -> str:
    return text


def is_spanish(text: str) -> bool:
    return False
