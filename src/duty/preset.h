/* preset.h — the rows duty/ starts with: light rules. */
#ifndef DUTY_PRESET_H
#define DUTY_PRESET_H

#include "core/ctx.h"

/* From data/lights.tsv. Inside ctx_write(), on an empty database. */
enum flow_code duty_preset(struct ctx *cx);
/* Reminders for a database from before there were any; otherwise nothing. */
enum flow_code duty_offer(struct ctx *cx);

#endif
