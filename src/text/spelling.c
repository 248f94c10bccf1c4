#include "newsidx/fold.h"
#include "newsidx/utf8.h"

enum { MADDA_ABOVE = 0x0653, HAMZA_ABOVE = 0x0654, HAMZA_BELOW = 0x0655 };

/* Letters that folding joins with others and spelling does not, by their presentation
 * forms. Source: Unicode 15, Arabic Presentation Forms-A and -B. */
static unsigned of_form(unsigned cp)
{
	switch (cp) {
	case 0xFE80:
		return 0x0621; /* HAMZA */
	case 0xFE81:
	case 0xFE82:
		return 0x0622; /* ALEF WITH MADDA ABOVE */
	case 0xFE83:
	case 0xFE84:
		return 0x0623; /* ALEF WITH HAMZA ABOVE */
	case 0xFE85:
	case 0xFE86:
		return 0x0624; /* WAW WITH HAMZA ABOVE */
	case 0xFE87:
	case 0xFE88:
		return 0x0625; /* ALEF WITH HAMZA BELOW */
	case 0xFE89:
	case 0xFE8A:
	case 0xFE8B:
	case 0xFE8C:
		return 0x0626; /* YEH WITH HAMZA ABOVE */
	case 0xFE93:
	case 0xFE94:
		return 0x0629; /* TEH MARBUTA */
	case 0xFBE8:
	case 0xFBE9:
	case 0xFEEF:
	case 0xFEF0:
		return 0x0649; /* ALEF MAKSURA */
	default:
		return cp;
	}
}

/* The alef of a ligature of lam with it, or 0. */
static unsigned of_ligature(unsigned cp)
{
	switch (cp) {
	case 0xFEF5:
	case 0xFEF6:
		return 0x0622;
	case 0xFEF7:
	case 0xFEF8:
		return 0x0623;
	case 0xFEF9:
	case 0xFEFA:
		return 0x0625;
	default:
		return 0;
	}
}

static bool is_kept(unsigned cp)
{
	return (cp >= 0x0621 && cp <= 0x0626) || cp == 0x0629 || cp == 0x0649;
}

/* The letter that `last` and the mark make, or 0. */
static unsigned composed(unsigned last, unsigned mark)
{
	switch (last) {
	case 0x0627: /* ALEF */
		return mark == MADDA_ABOVE ? 0x0622 : mark == HAMZA_ABOVE ? 0x0623 : 0x0625;
	case 0x0648: /* WAW */
		return mark == HAMZA_ABOVE ? 0x0624 : 0;
	case 0x064A: /* YEH */
		return mark == HAMZA_ABOVE ? 0x0626 : 0;
	default:
		return 0;
	}
}

void nx_fold_spelling(nx_buf *out, nx_str word)
{
	unsigned folded[NX_FOLD_MAX], last = 0;
	size_t pos = 0, at = out->n, i, n;

	while (pos < word.n) {
		unsigned cp = of_form(nx_utf8_next(word, &pos)), alef = of_ligature(cp), joined = 0;

		if (cp >= MADDA_ABOVE && cp <= HAMZA_BELOW && (joined = composed(last, cp)))
			out->n = at; /* take the letter back */
		else if (nx_fold_class(cp) == NX_CLASS_DROP)
			continue;
		if (joined || is_kept(cp)) {
			folded[0] = joined ? joined : cp;
			n = 1;
		} else if (alef) {
			folded[0] = 0x0644; /* LAM */
			folded[1] = alef;
			n = 2;
		} else {
			n = nx_fold_cp(folded, cp);
		}
		for (i = 0; i < n; i++) {
			at = out->n;
			last = folded[i];
			nx_buf_add_cp(out, last);
		}
	}
}
