/* What a function of newsidx answers: a code for the program, a message for the
 * person. */
#ifndef NEWSIDX_STATUS_H
#define NEWSIDX_STATUS_H

typedef enum nx_status {
	NX_OK = 0,
	NX_ERR_NOMEM,    /* out of memory */
	NX_ERR_IO,       /* a file cannot be opened, read or written */
	NX_ERR_FORMAT,   /* an input is not what it claims to be */
	NX_ERR_LIMIT,    /* an input is larger than the stated limit */
	NX_ERR_DB,       /* SQLite refused; the message is SQLite's own */
	NX_ERR_SCHEMA,   /* not our database, or one of another version */
	NX_ERR_QUERY,    /* the query cannot be meant at all */
	NX_ERR_USAGE,    /* an argument has no meaning (a date, an id, a name) */
	NX_ERR_NOTFOUND, /* the thing asked for by name does not exist */
	NX_ERR_STOPPED   /* a callback asked to stop */
} nx_status;

/* The message of the last failure: holds a position or a remedy, no newline. */
typedef struct nx_error {
	nx_status status;
	char text[1024];
} nx_error;

#define NX_ERROR_INIT                                                                              \
	{                                                                                          \
		NX_OK, ""                                                                          \
	}

/* Record a failure and return `status`, so that `return nx_fail(...)` reads well.
 * `err` may be NULL: then only the code survives. Text that does not fit is cut
 * at a character boundary. */
nx_status nx_fail(nx_error *err, nx_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* What the user reads is written in English and may be put into another language by
 * whoever knows the user: `translate` answers a message, or the format of one, in that
 * language, or as it is. Called once, before anything can fail; NULL is English. */
typedef const char *nx_translate_fn(const char *english);
void nx_messages_in(nx_translate_fn *translate);
/* A message, or a format with the same arguments, in the user's language. The formats of
 * nx_fail() and of others that are made of it have been there already. */
const char *nx_message(const char *english) __attribute__((format_arg(1)));
/* What the number of a system error means. */
const char *nx_message_errno(int number);
/* The mark of a text that goes to nx_message() elsewhere. */
#define NX_MESSAGE(text) text

#endif
