/* What kind of JSON a file holds, by its first bytes. */
#ifndef NX_INGEST_JSON_LOOK_H
#define NX_INGEST_JSON_LOOK_H

#include "newsidx/buf.h"

typedef enum nx_json_looks {
	NX_JSON_LOOKS_NONE,
	NX_JSON_LOOKS_DOCUMENT, /* an array of objects, an object over many lines or around
	                         * others, objects without lines */
	NX_JSON_LOOKS_LINES,    /* the first line is an object */
	NX_JSON_LOOKS_BROKEN    /* the first line was to be an object, or is cut off */
} nx_json_looks;

/* Judge `head`; where it ends, any value may be cut off. */
nx_json_looks nx_json_look(nx_str head);

/* What a member tells of the object around it. */
typedef enum nx_json_member {
	NX_JSON_MEMBER_PLAIN,
	NX_JSON_MEMBER_LIST,    /* articles are in the array, if it is one of objects */
	NX_JSON_MEMBER_OBJECT,  /* articles may be in the object */
	NX_JSON_MEMBER_UNKNOWN, /* the same, under a key that nobody knows: an id? */
	NX_JSON_MEMBER_TITLE,
	NX_JSON_MEMBER_BODY
} nx_json_member;

/* Judge a member by its key and the first byte of its value. */
nx_json_member nx_json_member_of(nx_str key, int c);

/* The key without its quotes. */
nx_str nx_json_key_text(nx_str quoted);

/* Levels of objects and lists in one another down to the articles. */
#define NX_JSON_LEVELS 4

#endif
