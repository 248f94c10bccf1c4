#include <string.h>

#include "extract/line.h"
#include "extract/phrase.h"
#include "newsidx/date.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* A date line is never longer, and longer lines need no search for dates. */
#define DATE_LINE_CPS 120
#define DATE_LINE_WORDS 16
#define DATE_PHRASE_WORDS 4
/* A date beside a byline. */
#define DATED_WORDS 14
#define CAPTION_CPS 200

static bool is_space(unsigned char c)
{
	return c == ' ' || c == '\t';
}

/* One pass over the bytes: lengths, kinds of letters, marks of punctuation. True when
 * bars or bullets part it as they do a menu. */
static bool count(nx_line *line)
{
	nx_str s = line->text;
	unsigned char last = ' ', before = ' ', c; /* the two bytes before c */
	size_t bars = 0, bullets = 0, i;

	for (i = 0; i < s.n; i++, last = before, before = c) {
		c = (unsigned char)s.p[i];
		if ((c & 0xC0) != 0x80) {
			line->cps++;
			line->words += is_space(before) && !is_space(c);
		}
		if (c >= 0xD8 && c <= 0xDB) {
			line->flags |= NX_LINE_ARABIC;
		} else if (c >= 0xAA && (before & 0xFC) == 0xD8) {
			continue; /* most letters */
		} else if (c < 0x80) {
			if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
				line->flags |= NX_LINE_LATIN;
			else if (c >= '0' && c <= '9')
				line->flags |= NX_LINE_DIGIT;
			else if (is_space(c))
				line->gaps += is_space(before) && !is_space(last) &&
					      line->gaps < UINT16_MAX;
			else if (strchr(".,:;!?", c) && line->stops < UINT16_MAX)
				line->stops++;
			bars += c == '|';
		} else if (c == 0xA2 && before == 0x80 && last == 0xE2) {
			bullets++; /* • */
		} else if (before == 0xD8 && (c == 0x8C || c == 0x9B || c == 0x9F)) {
			line->stops += line->stops < UINT16_MAX; /* ، ؛ ؟ */
		} else if ((before == 0xD9 && c >= 0xA0 && c <= 0xA9) ||
			   (before == 0xDB && c >= 0xB0 && c <= 0xB9)) {
			line->flags |= NX_LINE_DIGIT;
		}
	}
	return bars >= 3 || bullets >= 3;
}

static bool is_closer(unsigned cp)
{
	return cp == ')' || cp == ']' || cp == '"' || cp == '\'' || cp == 0xBB || cp == 0x201C ||
	       cp == 0x201D || cp == 0x2019 || cp == '*' || cp == '/' || cp == ' ' || cp == 0xA0;
}

/* How the line ends, closing quotes and brackets aside. */
static uint32_t end_flags(nx_str s)
{
	size_t end = s.n, before;
	unsigned cp = 0;

	while (end > 0) {
		before = end;
		cp = nx_utf8_prev(s, &before);
		if (!is_closer(cp))
			break;
		end = before;
	}
	if (end == 0)
		return 0;
	if (cp == 0x2026 || (cp == '.' && before > 0 && s.p[before - 1] == '.'))
		return NX_LINE_ELLIPSIS_END;
	if (cp == '.' || cp == 0x06D4)
		return NX_LINE_SENTENCE_END | NX_LINE_FULL_STOP;
	if (cp == '!' || cp == '?' || cp == 0x061F)
		return NX_LINE_SENTENCE_END;
	return cp == ':' ? NX_LINE_COLON_END : 0;
}

static bool is_bullet(nx_str s)
{
	size_t pos = 0;
	unsigned cp = nx_utf8_next(s, &pos);

	if (pos >= s.n || !is_space((unsigned char)s.p[pos]))
		return false;
	return cp == '-' || cp == '*' || cp == 0x2022 || cp == 0x00B7 || cp == 0x2013 ||
	       cp == 0x25AA || cp == 0x25AB || cp == 0x25CF || cp == 0x25A0 || cp == 0x25E6 ||
	       cp == 0x2023 || cp == 0x2043 || cp == 0x0640;
}

static bool is_file_name(nx_str s)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg",
		".bmp", ".avif", ".mp4", ".mp3", ".pdf", NULL };
	size_t i;

	for (i = 0; endings[i]; i++) {
		size_t n = strlen(endings[i]);

		if (s.n > n && strncasecmp(s.p + s.n - n, endings[i], n) == 0)
			return true;
	}
	return false;
}

static bool is_url(nx_str s)
{
	return nx_str_starts(s, NX_STR("http://")) || nx_str_starts(s, NX_STR("https://")) ||
	       nx_str_starts(s, NX_STR("www."));
}

/* Number of hash signs. */
static size_t hashes(nx_str s)
{
	size_t n = 0, i;

	for (i = 0; i < s.n; i++)
		n += s.p[i] == '#';
	return n;
}

static uint32_t shape_flags(const nx_line *line, bool parted)
{
	uint32_t flags = 0;
	nx_str s = line->text;

	if (line->words == 1) {
		flags |= is_file_name(s) ? NX_LINE_FILE_NAME : 0;
		flags |= is_url(s) ? NX_LINE_URL : 0;
	}
	if (parted || (line->gaps >= 3 && line->stops <= 2 && line->cps < CAPTION_CPS))
		flags |= NX_LINE_MENU;
	else if (line->marks & NX_MARK_HOME && line->cps <= CAPTION_CPS)
		flags |= NX_LINE_CRUMB;
	if (s.p[0] == '#' && hashes(s) == line->words)
		flags |= NX_LINE_HASHTAGS;
	return flags;
}

/* The label before a colon among the first words, or the whole line as a label. */
static void find_label(nx_line *line, nx_str fold, nx_buf *scratch)
{
	uint32_t wanted = NX_MARK_LABELS | NX_MARK_LABEL_CAPTION | NX_MARK_FURNITURE_FIELD |
			  NX_MARK_LINK_START | NX_MARK_LINK_BLOCK;
	size_t colon = nx_str_find(nx_str_slice(line->text, 0, 80), NX_STR(":"), 0);
	size_t mark = scratch->n;

	line->marks |= nx_phrase_marks(fold) & NX_MARK_LABELS;
	if (colon == (size_t)-1)
		return;
	nx_fold(scratch, nx_str_slice(line->text, 0, colon));
	if (!scratch->failed) {
		uint32_t marks =
			nx_phrase_marks(nx_str_slice(nx_buf_str(scratch), mark, scratch->n));

		if (scratch->n > mark && marks & wanted) {
			line->marks |= marks & wanted;
			line->value = (uint32_t)colon + 1;
		}
		scratch->n = mark;
	}
}

/* The name of an agency or a paper, beside a photographer's perhaps. */
static bool is_credit(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str rest = text, piece;
	bool credit = false;
	uint32_t marks;

	while (!credit && nx_str_split(&rest, '/', &piece)) {
		nx_buf_clear(&fold);
		nx_fold(&fold, piece);
		marks = nx_phrase_marks(nx_buf_str(&fold));
		/* A name that is a city's too stands for the city in brackets. */
		credit = marks & (NX_MARK_OUTLET | NX_MARK_AGENCY) && !(marks & NX_MARK_PLACE);
	}
	nx_buf_release(&fold);
	return credit;
}

static bool is_place(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	bool place;

	nx_fold(&fold, text);
	place = nx_phrase_marks(nx_buf_str(&fold)) & NX_MARK_PLACE;
	nx_buf_release(&fold);
	return place;
}

/* "... (the agency)": the bracket that closes the line. Behind a place alone it
 * makes a byline. */
static bool ends_in_credit(const nx_line *line)
{
	nx_str s = line->text, before;
	size_t i;

	if (s.n < 3 || s.p[s.n - 1] != ')' || line->cps > CAPTION_CPS)
		return false;
	for (i = s.n - 1; i > 0 && s.p[i - 1] != '('; i--)
		;
	if (i < 2)
		return false;
	before = nx_str_trim(nx_str_slice(s, 0, i - 1));
	return !nx_str_ends(before, NX_STR(".")) && !is_place(before) &&
	       is_credit(nx_str_slice(s, i, s.n - 1));
}

/* A label with a legend behind it, or the first words of a line that is no sentence. */
static bool is_caption(const nx_line *line)
{
	if (line->cps > CAPTION_CPS || line->flags & NX_LINE_COLON_END)
		return false;
	return (line->marks & NX_MARK_LABEL_CAPTION && nx_line_value(line).n) ||
	       (line->marks & NX_MARK_CAPTION_START && line->words > 2 &&
		       !(line->flags & NX_LINE_SENTENCE_END));
}

static bool is_number(nx_str word)
{
	size_t i;

	for (i = 0; i < word.n && word.p[i] >= '0' && word.p[i] <= '9'; i++)
		;
	return i == word.n;
}

/* The folded words that stand beside dates: numbers, days, zones, places, agencies. */
static bool only_date_words(nx_str rest)
{
	uint32_t wanted = NX_MARK_DATE_WORD | NX_MARK_PLACE | NX_MARK_AGENCY | NX_MARK_OUTLET;
	size_t from, end, best;
	size_t n;
	int words = 0;

	for (from = 0; from < rest.n; from = best + 1) {
		nx_str word = nx_str_slice(rest, from, nx_words_end(rest, from, 1));

		best = is_number(word) ? from + word.n : 0;
		for (n = 1; n <= DATE_PHRASE_WORDS; n++) {
			end = nx_words_end(rest, from, n);
			if (nx_phrase_marks(nx_str_slice(rest, from, end)) & wanted)
				best = end;
		}
		if (best == 0 || ++words > DATE_LINE_WORDS)
			return false;
	}
	return true;
}

bool nx_text_is_date_words(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	bool yes;

	nx_fold(&fold, text);
	yes = fold.n && !fold.failed && only_date_words(nx_buf_str(&fold));
	nx_buf_release(&fold);
	return yes;
}

/* Put what stands around the dates of the text into `around`; false without one. */
static bool cut_dates(nx_buf *around, nx_str text)
{
	nx_date_span span;
	size_t from = 0;
	bool found = false;

	while (nx_date_find(text, from, &span) && span.end > from) {
		nx_buf_add(around, nx_str_slice(text, from, span.start));
		nx_buf_addc(around, '|');
		from = span.end;
		found = true;
	}
	nx_buf_add(around, nx_str_slice(text, from, text.n));
	return found && !around->failed;
}

/* Is the line a date and nothing more, or a date beside a byline? */
static uint32_t date_flags(const nx_line *line)
{
	nx_buf around = NX_BUF_INIT;
	uint32_t flags = 0;

	if (cut_dates(&around, line->text)) {
		nx_str rest = nx_str_trim(nx_buf_str(&around));

		if (nx_str_eq(rest, NX_STR("|")) || nx_text_is_date_words(rest))
			flags = NX_LINE_DATE_ONLY;
		else if (line->words <= DATED_WORDS && !(line->flags & NX_LINE_SENTENCE_END))
			flags = NX_LINE_DATED;
	}
	nx_buf_release(&around);
	return flags;
}

void nx_line_examine(nx_line *line, nx_str text, nx_buf *folds)
{
	nx_str fold;
	bool parted;

	line->text = text;
	parted = count(line);
	line->flags |= end_flags(text);
	if (is_bullet(text))
		line->flags |= NX_LINE_BULLET;
	if (text.n > NX_FOLD_BYTES) {
		line->hash = nx_hash(text);
		return;
	}
	line->fold = folds->n;
	nx_fold(folds, text);
	if (folds->failed)
		return;
	line->fold_n = (uint32_t)(folds->n - line->fold);
	fold = nx_str_slice(nx_buf_str(folds), line->fold, folds->n);
	line->hash = nx_hash(line->fold_n ? fold : text);
	line->marks = nx_phrase_marks(fold) & ~(uint32_t)(NX_MARK_LABELS | NX_MARK_LABEL_CAPTION);
	if (line->marks & NX_MARK_HOME)
		line->marks = NX_MARK_FURNITURE_LINE;
	else
		line->marks |= nx_phrase_start_marks(fold);
	line->marks |= nx_phrase_part_marks(fold);
	line->flags |= shape_flags(line, parted);
	find_label(line, fold, folds);
	if (ends_in_credit(line))
		line->flags |= NX_LINE_CREDIT_END;
	if (is_caption(line))
		line->flags |= NX_LINE_CAPTION;
	if (line->flags & NX_LINE_DIGIT && line->cps <= DATE_LINE_CPS)
		line->flags |= date_flags(line);
}
