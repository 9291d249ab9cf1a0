/* limits.h — how much of a foreign document is taken in. One table; every reader looks here. */
#ifndef PAPER_LIMITS_H
#define PAPER_LIMITS_H

enum {
	/* the file */
	LIMIT_FILE = 50 << 20,      /* bytes of the file as uploaded */
	LIMIT_ENTRIES = 5000,       /* entries of a zip package */
	LIMIT_PART = 96 << 20,      /* bytes of one part, inflated */
	LIMIT_PACKAGE = 160 << 20,  /* bytes of all parts read, inflated */
	LIMIT_RATIO = 300,          /* inflated ÷ packed size of a part … */
	LIMIT_RATIO_FROM = 4 << 20, /* … looked at from this many inflated bytes on */
	LIMIT_PAGES = 500,          /* pages of a PDF */
	LIMIT_XML_DEPTH = 200,      /* nested elements */

	/* what becomes of it */
	LIMIT_TEXT = 8 << 20, /* bytes of text */
	LIMIT_LINES = 100000, /* paragraphs and table rows */
	LIMIT_CELLS = 600000, /* cells of all tables or sheets */
	LIMIT_COLUMNS = 256,  /* columns of a table or sheet */
	LIMIT_ROWS = 50000,   /* rows of a sheet */
	LIMIT_SHEETS = 64,    /* sheets of a workbook */
	LIMIT_NOTES = 40,     /* notes for the user */
	LIMIT_MERGES = 20000, /* merged areas of a sheet */
	LIMIT_STYLES = 10000, /* styles, numberings of a document */

	/* the child that reads it */
	LIMIT_MEMORY = 1 << 30,        /* bytes of address space, libraries included */
	LIMIT_ARENA = 256 << 20,       /* bytes of the reader's own memory */
	LIMIT_OUTPUT = 48 << 20,       /* bytes of the answer */
	LIMIT_CPU_S = 20,              /* seconds of CPU */
	LIMIT_WALL_MS = 40000,         /* milliseconds until it is killed */
	LIMIT_OFFICE_MS = 90000,       /* milliseconds for LibreOffice */
	LIMIT_OFFICE_FILE = 200 << 20, /* bytes LibreOffice may write */
};

#endif
