"""Two hundred texts that would act, hide, reorder or break a layout if they were taken literally.

`bytes_that_act` reads what a program wrote to a terminal and finds what of them came through raw.
"""

from __future__ import annotations

import re
import unicodedata

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"
CLIPBOARD = "cGF5bG9hZA=="

MARKUP = (
    *("[/]", "[/b]", "[b]bold", "[red]red[/red]", "[bold red on blue]x[/]", "[[double]]"),
    *("[@click=app.quit]quit[/]", "[@click=app.bell()]bell[/]", "[@click=screen.dismiss]d[/]"),
    *("[@click=\"app.exit('x')\"]go", "[link=https://example.org]l[/link]", "[link='file:///']x"),
    *("\\[escaped]", "\\\\[/]", "[", "]", "[]", "[/", "[not a tag", "[#ff0000]x", "[$error]x[/]"),
    *("[on $primary]x", "[reverse]x[/reverse]", "[blink]x", "[conceal]x[/]", "[not bold]x"),
    *("[size=40]x", "[@click=", "[=]", "[a=b]", "[a='b", "[1]", "[0:3]", "{markup}", "$ink"),
    *(":smile: :warning:", "%s %d %(name)s", "{0} {} {name!r}", "{{x}}", "${HOME}", "`id`"),
)
SEQUENCES = (
    f"{ESC}]52;c;{CLIPBOARD}{BEL}",
    f"{ESC}]52;c;{CLIPBOARD}{ST}",
    f"{ESC}]52;p;?{BEL}",
    f"\x9d52;c;{CLIPBOARD}\x9c",
    f"{ESC}]0;stolen title{BEL}",
    f"{ESC}]2;stolen title{ST}",
    f"{ESC}]1;icon{BEL}",
    f"{ESC}]8;;https://example.org{ST}link{ESC}]8;;{ST}",
    f"{ESC}]10;?{BEL}",
    f"{ESC}]4;1;rgb:ff/00/00{BEL}",
    f"{ESC}]9;notify{BEL}",
    f"{ESC}]777;notify;a;b{BEL}",
    f"{ESC}]1337;File=inline=1:{CLIPBOARD}{BEL}",
    f"{ESC}]133;A{BEL}",
    f"{ESC}]unended",
    *(f"{ESC}[{end}" for end in ("2J", "3J", "77;66H", "1;1f", "31m", "5;7m", "?1049l", "6n")),
    *(f"{ESC}[{end}" for end in ("c", ">c", "21t", "8;1;1t", "20t", "!p", '61"p', "2;99r")),
    *(f"{ESC}[{end}" for end in ("9999999999m", "1;2;3;4;5;6;7;8;9m", "12h", "4i", "5i", "99X")),
    *(f"{ESC}[{end}" for end in ("99L", "99M", "99P", "99@", "99S", "99T", "1J", "1K", "?25l")),
    *(f"\x9b{end}" for end in ("2J", "31m", "6n", "?1049l", "77;66H")),
    *(f"{ESC}P{body}{ST}" for body in ("$qm", "+q544e", "1;1|17/ab", "0;1;0q#0;2;0;0;0")),
    "\x90$qm\x9c",
    *(f"{ESC}{kind}string{ST}" for kind in "X^_"),
    *(f"{kind}string\x9c" for kind in "\x98\x9e\x9f"),
    *(f"a{ESC}{end}" for end in ("c", "7", "8", "D", "E", "M", "Z", "=", ">", "#8", "(0", "%G")),
    f"bare escape at the end{ESC}",
    f"{ESC}",
    f"{ESC}{ESC}[31m",
    f"{ESC}[3\x181m",
    f"{ESC}[31",
    f"{ESC}[",
    f"{ESC}[<0;5;5M",
    f"{ESC}[200~pasted{ESC}[201~",
    "\x9d0;title",
    "\x84\x85\x88\x8d\x8e\x8f next line",
)
CONTROLS = (
    *(f"before{chr(code)}after" for code in (1, 2, 3, 4, 5, 6, 7, 8, 0x0B, 0x0C, 0x0E, 0x0F)),
    *(f"x{chr(code)}y" for code in (0x11, 0x13, 0x18, 0x1A, 0x1C, 0x1D, 0x1E, 0x1F, 0x7F, 0x80)),
    "back\b\b\b\bspace",
    "carriage\rreturn",
    "\rwhole line gone",
    "line\nfeed",
    "line\r\nfeed",
    "\n\n\nthree",
    "tab\tstop",
    "\t\t\ttabs",
    "nul as \u2400 and \\0 and %00 and &#0;",
    "separator\u2028line\u2029paragraph",
    "next\x85line",
    "object\ufffcreplacement\ufffd",
    "private\ue000use\U000f0000",
    "noncharacter\ufffe\uffff",
)
DIRECTIONS = (
    *(f"abc{chr(code)}def" for code in (0x202A, 0x202B, 0x202C, 0x202D, 0x202E)),
    *(f"abc{chr(code)}def" for code in (0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C)),
    "\u202eLEFT\u202c",
    "\u2067RIGHT hip\u2069",
    "file\u202egnp.exe",
    "\u202e" * 40 + "x",
    "left \u2066\u2067\u2068 right",
)
HIDDEN = (
    *(f"zero{chr(code)}width" for code in (0x200B, 0x2060, 0x2061, 0x2064, 0xFEFF, 0x00AD)),
    "zero\u200cwidth\u200djoiners",
    "\ufeffmark first",
    "\u180emongolian",
    "tags\U000e0041\U000e0042\U000e007f",
    "annotation\ufff9a\ufffab\ufffb",
    "\u3164hangul filler\u115f",
    "\u2800braille blank",
    "variation\ufe0e\ufe0f\U000e0100",
    "\u00a0no-break\u00a0",
    "\u2003em\u3000ideographic",
)
STORMS = (
    "e" + "\u0301" * 60,
    "Z" + "\u0300\u0316\u0335" * 40 + "algo",
    "\u0301leading mark",
    "a\u20dd\u20de\u0489",
    "\u0e01" + "\u0e49" * 30,
    "\u0f40" + "\u0f71\u0f72" * 20,
    "\u1100" * 20 + "\u1161\u11a8",
    "e\u0301 \u00e9 e\u0301\u0323 e\u0323\u0301",
)
NAMES = (
    "Łucja Wiśniewska",
    "O'Neil-Ó Súilleabháin",
    "שלום לוי",
    "محمد عبد الله",
    "عبد\u200cالله نام\u200cخانوادگی",
    "नर्मदा श्रीवास्तव क्\u200dष",
    "李小龍 山田太郎",
    "김민준",
    "ﬁnn Æsir ß ŉ ǆ",
    "ⅣⅤ ① ½ ²",
    "İstanbul ı ĞŞ",
    "Ω Å K",
    "𝓜𝓪𝓻𝓽𝓪 𝕎",
    "Mаrtа (two letters are Cyrillic)",
    "🏃🏽‍♀️ runner",
    "👩‍👩‍👧‍👦 family",
    "🇬🇧🇩🇪 flags",
    "☎️ ✔︎ ⚠️",
    "🏴\U000e0067\U000e0062\U000e007f",
    "1️⃣ 2️⃣",
    "ﷺ ﷽",
    "‮",
)
FORMULAS = (
    *('=HYPERLINK("x")', "=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=1;2"),
    *("'=quoted", '"quoted"', "a,b;c|d", "\r=1"),
)
XML = (
    *("<b>bold</b>", "</para>", "<para>", "</para><b>& R<L", "<br/>", "&amp;", "&lt;b&gt;", "&"),
    *('<font color="red" size="99">x</font>', '<a href="file:///etc/passwd">x</a>', "<!-- x -->"),
    *('<img src="/etc/passwd"/>', "<![CDATA[x]]>", "&#27;[31m", "&#x1b;]0;x", "<i", "a < b > c"),
    *('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', "<onDraw name='x'/>", "<seq/>"),
)
PLACES = (
    *("../../etc/passwd", "..\\..\\windows", "/dev/null", "~/.ssh/id", "C:\\con", "aux.txt"),
    *("file:///etc/passwd", "$(reboot)", "; rm -rf ~", "| cat", "name\nwith line", "-rf", "--help"),
    *("'; DROP TABLE charts; --", '{"head": {"1": {}}}\n', "\\x1b[31m", "\\u202e", "\\", "'", '"'),
)
LONG = (
    "W" * 300,
    "word " * 90,
    "漢" * 150,
    "a\u0301" * 120,
    "🏃" * 100,
    "x" * 79 + "LEFT",
    " padded   in   the   middle ",
    f"{'y' * 70} {ESC}[31m {'z' * 70}",
    "\u202e".join("reversed" for _ in range(30)),
)
TEXTS: tuple[str, ...] = (
    *(*MARKUP, *SEQUENCES, *CONTROLS, *DIRECTIONS, *HIDDEN, *STORMS, *NAMES),
    *(*FORMULAS, *XML, *PLACES, *LONG),
)
"""All of them; none is blank, longer than a name may be, or refused by the model."""

_SEQUENCE = re.compile(
    r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?|\[[0-?]*[ -/]*[@-~]?|.?)",
    re.DOTALL,
)
_OWN = re.compile(
    r"\x1b\[(?:"
    r"(?:0|[1-9]|[34][0-9]|[34]8;2;[0-9]+;[0-9]+;[0-9]+)?(?:;[0-9]+)*m"  # colours
    r"|[0-9]+;[0-9]+H"  # the cursor
    r"|\?(?:1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7)[hl]"  # modes
    r"|\?(?:2026|2048)\$p|[<>=]?[0-9;]*u|\?u"  # what the terminal can do
    r")|\x1b\]22;default\x07"  # the mouse's shape
)
"""What Textual itself writes to a terminal."""


def bytes_that_act(written: bytes) -> list[str]:
    """What came through to a terminal raw: controls, sequences, direction characters.

    Args:
        written: all that a program wrote.

    Returns:
        Each as its `repr`; empty where nothing of a hostile text came through.
    """
    text = written.decode("utf-8", "backslashreplace")
    found = [each for each in _SEQUENCE.findall(text) if not _OWN.fullmatch(each)]
    raw = {f"{ESC}[{rest}" for rest in ("31m", "5;7m", "77;66H", "1;2;3;4;5;6;7;8;9m")}
    plain = _SEQUENCE.sub("", text).replace("\r\n", "\n")
    found += [char for char in plain if char not in "\n\u200c\u200d" and is_hidden(char)]
    return [repr(each) for each in found] + [repr(each) for each in raw if each in text]


def is_hidden(char: str) -> bool:
    """Whether a character is seen by nobody and does something."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
