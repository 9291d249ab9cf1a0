/* upload.h — evidence on its way in and out: the files of a request before the record that will
 * hold them, and one attachment as a download. The screens and the JSON interface both come here,
 * so that they have the same ceilings and the same scope. Not for sheets and plans that are
 * read. */
#ifndef DUTY_UPLOAD_H
#define DUTY_UPLOAD_H

#include "duty/duty.h"
#include "web/page.h"

enum {
	UPLOAD_FILES = 64,      /* the most that upload.max_files can be set to */
	UPLOAD_BODY = 640 << 20 /* bytes of a request that may bring files */
};

/* Stores every file of the request as an attachment, ahead of the transaction of its record: a
 * large file must not hold the writer, and what no record takes is swept away at night. `e` has
 * room for UPLOAD_FILES. FLOW_INVALID with errors under `field`: too many (upload.max_files) or too
 * large (upload-mb). */
enum flow_code upload_keep(
	struct page *pg, struct str field, struct day event_day, struct evidence_in *e, int *n);
/* Makes the answer a download of the attachment; FLOW_ABSENT where the actor may not see it. */
enum flow_code upload_send(struct page *pg, rid evidence);

#endif
