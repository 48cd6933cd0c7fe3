from markupsafe import Markup
def shape(word: str) -> Markup:
    return Markup("")
