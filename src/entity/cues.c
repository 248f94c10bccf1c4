/* Words that tell the tagger of names: given names, family names, and the words that
 * stand before names. */
#include "base/embed.h"
#include "entity/table.h"

NX_EMBED(given_txt, "src/entity/data/given.txt")
NX_EMBED(surnames_txt, "src/entity/data/surnames.txt")
NX_EMBED(cues_tsv, "src/entity/data/cues.tsv")

static nx_status flag_word(fact_table *t, nx_str text, uint32_t flag)
{
	uint32_t words[SPELLING_MAX];
	size_t count;
	nx_status status = table_words(t, text, words, &count);

	if (status != NX_OK)
		return status;
	if (count != 1)
		return table_malformed(t, "one word expected", text);
	if (t->lexicon->words[words[0]].flags & flag)
		return table_malformed(t, "the word is there twice", text);
	t->lexicon->words[words[0]].flags |= flag;
	return NX_OK;
}

static nx_status read_list(fact_table *t, uint32_t flag)
{
	nx_status status = NX_OK;
	nx_str line;

	while (status == NX_OK && table_next(t, &line))
		status = flag_word(t, line, flag);
	return status;
}

static nx_status read_cues(fact_table *t)
{
	static const struct {
		const char *name;
		uint32_t flag;
	} groups[] = {
		{ "called", WORD_CALLED },
		{ "general", WORD_GENERAL },
		{ "never", WORD_NEVER },
		{ "organization", WORD_CUE_ORGANIZATION },
		{ "particle", WORD_PARTICLE },
		{ "person", WORD_CUE_PERSON },
		{ "place", WORD_CUE_PLACE },
		{ "said", WORD_CUE_SAID },
		{ "sort", WORD_SORT_OF_PLACE },
	};
	nx_status status = NX_OK;
	nx_str line, group;

	while (status == NX_OK && table_next(t, &line)) {
		uint32_t flag = 0;

		nx_str_split(&line, '\t', &group);
		for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
			if (nx_str_eq(group, nx_str_from(groups[i].name)))
				flag = groups[i].flag;
		status = flag ? flag_word(t, line, flag)
			      : table_malformed(t, "no such group", group);
	}
	return status;
}

nx_status table_read_cues(nx_lexicon *lexicon, nx_error *err)
{
	fact_table given = { lexicon, "src/entity/data/given.txt", given_txt(), 0, err };
	fact_table surnames = { lexicon, "src/entity/data/surnames.txt", surnames_txt(), 0, err };
	fact_table cues = { lexicon, "src/entity/data/cues.tsv", cues_tsv(), 0, err };
	nx_status status = read_list(&given, WORD_GIVEN);

	if (status == NX_OK)
		status = read_list(&surnames, WORD_SURNAME);
	if (status == NX_OK)
		status = read_cues(&cues);
	return status;
}
