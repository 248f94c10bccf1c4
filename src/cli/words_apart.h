/* Words of a query that begin with a minus, among options. */
#ifndef NX_CLI_WORDS_APART_H
#define NX_CLI_WORDS_APART_H

/* Move excluded words behind a "--", so that getopt sees none of them. The room for
 * that mark is argv's closing NULL, which getopt does not need. `letters` are the short
 * options as getopt takes them. Returns the new argc. */
int set_words_apart(const char *letters, int argc, char **argv);

#endif
