/* pack.c — see pack.h. */
#include "lib/pack.h"

#include "base/bug.h"

#include <zip.h>

struct str pack(struct arena *a, const struct pack_part *parts, size_t n)
{
	zip_error_t err;
	zip_error_init(&err);
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &err);
	AN(to);
	zip_source_keep(to);
	zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, &err);
	AN(z);
	for (size_t i = 0; i < n; i++) {
		zip_source_t *s = zip_source_buffer(z, parts[i].bytes.p, parts[i].bytes.n, 0);
		AN(s);
		AN(zip_file_add(z, parts[i].name, s, ZIP_FL_ENC_UTF_8) >= 0);
	}
	AZ(zip_close(z));
	AZ(zip_source_open(to));
	zip_stat_t st;
	AZ(zip_source_stat(to, &st));
	char *p = arena_get(a, st.size);
	AN(zip_source_read(to, p, st.size) == (zip_int64_t)st.size);
	zip_source_close(to);
	zip_source_free(to);
	return str_n(p, st.size);
}

#define RELS                                                                                       \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define DOC_REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct str pack_docx(struct arena *a, struct str document, struct str styles, struct str numbering)
{
	struct pack_part parts[] = {
		{"_rels/.rels",
			S(RELS "<Relationship Id=\"rId1\" Type=\"" DOC_REL
			       "/officeDocument\" Target=\"word/document.xml\"/></Relationships>")},
		{"word/_rels/document.xml.rels",
			S(RELS "<Relationship Id=\"rId1\" Type=\"" DOC_REL
			       "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" "
			       "Type=\"" DOC_REL
			       "/numbering\" Target=\"/word/numbering.xml\"/></Relationships>")},
		{"word/document.xml", document},
		{"word/styles.xml", styles},
		{"word/numbering.xml", numbering},
	};
	size_t n = 3;
	if (styles.n)
		n = 4;
	if (numbering.n)
		parts[n++] = parts[4];
	return pack(a, parts, n);
}
