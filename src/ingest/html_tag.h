/* The elements of HTML, those of old pages too. Source: the HTML standard (WHATWG),
 * chapters "The elements of HTML", "Rendering" and "Obsolete features". */
#ifndef NX_INGEST_HTML_TAG_H
#define NX_INGEST_HTML_TAG_H

#include <stdint.h>

#include "newsidx/buf.h"

enum {
	NX_HTML_BLOCK = 1 << 0,   /* its text stands on lines of its own */
	NX_HTML_VOID = 1 << 1,    /* has no content and no end tag */
	NX_HTML_RAW = 1 << 2,     /* browsers see no tags within, up to its own end tag */
	NX_HTML_SKIP = 1 << 3,    /* its content is never text of the page */
	NX_HTML_HEADING = 1 << 4, /* h1 to h6 */
	NX_HTML_LIST = 1 << 5,    /* holds li */
	NX_HTML_NO_NODE = 1 << 6  /* the page as a whole: its tags change nothing */
};

/* In order of their names. */
#define NX_HTML_TAGS(X)                                                                            \
	X(A, "a", 0)                                                                               \
	X(ABBR, "abbr", 0)                                                                         \
	X(ACRONYM, "acronym", 0)                                                                   \
	X(ADDRESS, "address", NX_HTML_BLOCK)                                                       \
	X(APPLET, "applet", NX_HTML_SKIP)                                                          \
	X(AREA, "area", NX_HTML_VOID)                                                              \
	X(ARTICLE, "article", NX_HTML_BLOCK)                                                       \
	X(ASIDE, "aside", NX_HTML_BLOCK)                                                           \
	X(AUDIO, "audio", NX_HTML_SKIP)                                                            \
	X(B, "b", 0)                                                                               \
	X(BASE, "base", NX_HTML_VOID)                                                              \
	X(BASEFONT, "basefont", NX_HTML_VOID)                                                      \
	X(BDI, "bdi", 0)                                                                           \
	X(BDO, "bdo", 0)                                                                           \
	X(BIG, "big", 0)                                                                           \
	X(BLINK, "blink", 0)                                                                       \
	X(BLOCKQUOTE, "blockquote", NX_HTML_BLOCK)                                                 \
	X(BODY, "body", NX_HTML_NO_NODE)                                                           \
	X(BR, "br", NX_HTML_VOID)                                                                  \
	X(BUTTON, "button", NX_HTML_SKIP)                                                          \
	X(CANVAS, "canvas", NX_HTML_SKIP)                                                          \
	X(CAPTION, "caption", NX_HTML_BLOCK)                                                       \
	X(CENTER, "center", NX_HTML_BLOCK)                                                         \
	X(CITE, "cite", 0)                                                                         \
	X(CODE, "code", 0)                                                                         \
	X(COL, "col", NX_HTML_VOID)                                                                \
	X(COLGROUP, "colgroup", 0)                                                                 \
	X(DATA, "data", 0)                                                                         \
	X(DATALIST, "datalist", NX_HTML_SKIP)                                                      \
	X(DD, "dd", NX_HTML_BLOCK)                                                                 \
	X(DEL, "del", 0)                                                                           \
	X(DETAILS, "details", NX_HTML_BLOCK)                                                       \
	X(DFN, "dfn", 0)                                                                           \
	X(DIALOG, "dialog", NX_HTML_BLOCK | NX_HTML_SKIP)                                          \
	X(DIR, "dir", NX_HTML_BLOCK | NX_HTML_LIST)                                                \
	X(DIV, "div", NX_HTML_BLOCK)                                                               \
	X(DL, "dl", NX_HTML_BLOCK)                                                                 \
	X(DT, "dt", NX_HTML_BLOCK)                                                                 \
	X(EM, "em", 0)                                                                             \
	X(EMBED, "embed", NX_HTML_VOID)                                                            \
	X(FIELDSET, "fieldset", NX_HTML_BLOCK)                                                     \
	X(FIGCAPTION, "figcaption", NX_HTML_BLOCK)                                                 \
	X(FIGURE, "figure", NX_HTML_BLOCK)                                                         \
	X(FONT, "font", 0)                                                                         \
	X(FOOTER, "footer", NX_HTML_BLOCK)                                                         \
	X(FORM, "form", NX_HTML_BLOCK)                                                             \
	X(FRAME, "frame", NX_HTML_VOID)                                                            \
	X(FRAMESET, "frameset", NX_HTML_NO_NODE)                                                   \
	X(H1, "h1", NX_HTML_BLOCK | NX_HTML_HEADING)                                               \
	X(H2, "h2", NX_HTML_BLOCK | NX_HTML_HEADING)                                               \
	X(H3, "h3", NX_HTML_BLOCK | NX_HTML_HEADING)                                               \
	X(H4, "h4", NX_HTML_BLOCK | NX_HTML_HEADING)                                               \
	X(H5, "h5", NX_HTML_BLOCK | NX_HTML_HEADING)                                               \
	X(H6, "h6", NX_HTML_BLOCK | NX_HTML_HEADING)                                               \
	X(HEAD, "head", NX_HTML_NO_NODE)                                                           \
	X(HEADER, "header", NX_HTML_BLOCK)                                                         \
	X(HGROUP, "hgroup", NX_HTML_BLOCK)                                                         \
	X(HR, "hr", NX_HTML_BLOCK | NX_HTML_VOID)                                                  \
	X(HTML, "html", NX_HTML_NO_NODE)                                                           \
	X(I, "i", 0)                                                                               \
	X(IFRAME, "iframe", NX_HTML_RAW | NX_HTML_SKIP)                                            \
	X(IMG, "img", NX_HTML_VOID)                                                                \
	X(INPUT, "input", NX_HTML_VOID)                                                            \
	X(INS, "ins", 0)                                                                           \
	X(KBD, "kbd", 0)                                                                           \
	X(LABEL, "label", 0)                                                                       \
	X(LEGEND, "legend", NX_HTML_BLOCK)                                                         \
	X(LI, "li", NX_HTML_BLOCK)                                                                 \
	X(LINK, "link", NX_HTML_VOID)                                                              \
	X(MAIN, "main", NX_HTML_BLOCK)                                                             \
	X(MAP, "map", 0)                                                                           \
	X(MARK, "mark", 0)                                                                         \
	X(MARQUEE, "marquee", NX_HTML_BLOCK)                                                       \
	X(MATH, "math", NX_HTML_SKIP)                                                              \
	X(MENU, "menu", NX_HTML_BLOCK | NX_HTML_LIST)                                              \
	X(META, "meta", NX_HTML_VOID)                                                              \
	X(METER, "meter", NX_HTML_SKIP)                                                            \
	X(NAV, "nav", NX_HTML_BLOCK)                                                               \
	X(NOBR, "nobr", 0)                                                                         \
	X(NOEMBED, "noembed", NX_HTML_RAW | NX_HTML_SKIP)                                          \
	X(NOFRAMES, "noframes", NX_HTML_RAW | NX_HTML_SKIP)                                        \
	X(NOSCRIPT, "noscript", NX_HTML_SKIP)                                                      \
	X(OBJECT, "object", NX_HTML_SKIP)                                                          \
	X(OL, "ol", NX_HTML_BLOCK | NX_HTML_LIST)                                                  \
	X(OPTGROUP, "optgroup", NX_HTML_SKIP)                                                      \
	X(OPTION, "option", NX_HTML_SKIP)                                                          \
	X(OUTPUT, "output", 0)                                                                     \
	X(P, "p", NX_HTML_BLOCK)                                                                   \
	X(PARAM, "param", NX_HTML_VOID)                                                            \
	X(PICTURE, "picture", 0)                                                                   \
	X(PRE, "pre", NX_HTML_BLOCK)                                                               \
	X(PROGRESS, "progress", NX_HTML_SKIP)                                                      \
	X(Q, "q", 0)                                                                               \
	X(RP, "rp", 0)                                                                             \
	X(RT, "rt", 0)                                                                             \
	X(RUBY, "ruby", 0)                                                                         \
	X(S, "s", 0)                                                                               \
	X(SAMP, "samp", 0)                                                                         \
	X(SCRIPT, "script", NX_HTML_RAW | NX_HTML_SKIP)                                            \
	X(SEARCH, "search", NX_HTML_BLOCK)                                                         \
	X(SECTION, "section", NX_HTML_BLOCK)                                                       \
	X(SELECT, "select", NX_HTML_SKIP)                                                          \
	X(SLOT, "slot", 0)                                                                         \
	X(SMALL, "small", 0)                                                                       \
	X(SOURCE, "source", NX_HTML_VOID)                                                          \
	X(SPAN, "span", 0)                                                                         \
	X(STRIKE, "strike", 0)                                                                     \
	X(STRONG, "strong", 0)                                                                     \
	X(STYLE, "style", NX_HTML_RAW | NX_HTML_SKIP)                                              \
	X(SUB, "sub", 0)                                                                           \
	X(SUMMARY, "summary", NX_HTML_BLOCK)                                                       \
	X(SUP, "sup", 0)                                                                           \
	X(SVG, "svg", NX_HTML_SKIP)                                                                \
	X(TABLE, "table", NX_HTML_BLOCK)                                                           \
	X(TBODY, "tbody", NX_HTML_BLOCK)                                                           \
	X(TD, "td", NX_HTML_BLOCK)                                                                 \
	X(TEMPLATE, "template", NX_HTML_SKIP)                                                      \
	X(TEXTAREA, "textarea", NX_HTML_RAW | NX_HTML_SKIP)                                        \
	X(TFOOT, "tfoot", NX_HTML_BLOCK)                                                           \
	X(TH, "th", NX_HTML_BLOCK)                                                                 \
	X(THEAD, "thead", NX_HTML_BLOCK)                                                           \
	X(TIME, "time", 0)                                                                         \
	X(TITLE, "title", NX_HTML_RAW | NX_HTML_SKIP)                                              \
	X(TR, "tr", NX_HTML_BLOCK)                                                                 \
	X(TRACK, "track", NX_HTML_VOID)                                                            \
	X(TT, "tt", 0)                                                                             \
	X(U, "u", 0)                                                                               \
	X(UL, "ul", NX_HTML_BLOCK | NX_HTML_LIST)                                                  \
	X(VAR, "var", 0)                                                                           \
	X(VIDEO, "video", NX_HTML_SKIP)                                                            \
	X(WBR, "wbr", NX_HTML_VOID)                                                                \
	X(XMP, "xmp", NX_HTML_BLOCK | NX_HTML_RAW)

typedef enum nx_html_tag {
	NX_TAG_NONE, /* text */
#define NX_HTML_TAG(id, name, flags) NX_TAG_##id,
	NX_HTML_TAGS(NX_HTML_TAG)
#undef NX_HTML_TAG
		NX_TAG_OTHER, /* a name that is not HTML's */
	NX_TAG_CUSTOM,        /* the same with a dash in it: a custom element */
	NX_HTML_TAG_COUNT
} nx_html_tag;

/* The tag of that name, whatever the case of its letters; NX_TAG_OTHER or
 * NX_TAG_CUSTOM when HTML has none. */
nx_html_tag nx_html_tag_of(nx_str name);
/* NX_HTML_BLOCK and the others. */
unsigned nx_html_tag_flags(nx_html_tag tag);

/* ASCII only. */
bool nx_html_is_space(char c);
bool nx_html_same(nx_str a, const char *b);

#endif
