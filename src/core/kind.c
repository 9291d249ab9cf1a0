/* kind.c — see kind.h. */
#include "core/kind.h"
#include "base/bug.h"

const struct kind *kind_find(const struct kinds *k, struct str name)
{
	for (int i = 0; i < k->n; i++)
		if (str_eq(str_of(k->at[i]->name), name))
			return k->at[i];
	return NULL;
}

const struct field *kind_field(const struct kind *k, struct str name)
{
	for (int i = 0; i < k->n_fields; i++)
		if (str_eq(str_of(k->fields[i].name), name))
			return &k->fields[i];
	return NULL;
}

const struct step *kind_step(const struct kind *k, struct str name)
{
	for (int i = 0; i < k->n_steps; i++)
		if (str_eq(str_of(k->steps[i].name), name))
			return &k->steps[i];
	return NULL;
}

int kind_state(const struct kind *k, struct str code)
{
	for (int i = 0; i < k->n_states; i++)
		if (str_eq(str_of(k->states[i].code), code))
			return i;
	return -1;
}

void *kind_row(const struct kind *k, struct arena *a)
{
	char *row = arena_get(a, k->row_size);
	for (int i = 0; i < k->n_fields; i++)
		if (k->fields[i].type == F_DAY)
			*(struct day *)(void *)(row + k->fields[i].offset) = DAY_NONE;
	return row;
}

static void audit_field(const struct kind *k, const struct field *f)
{
	AN(f->name && f->label && f->type < F_TYPES);
	AN(f->offset >= sizeof(struct rec_head) && f->offset < k->row_size);
	AN((f->type == F_ENUM) == (f->choices != NULL));
	AN((f->type == F_CODE) == (f->set != NULL));
	AN((f->type == F_REF) == (f->ref != NULL));
	AN((f->type != F_TEXT && f->type != F_LONG) || f->max > 0);
	AN(kind_field(k, str_of(f->name)) == f);
}

static void audit_step(const struct kind *k, const struct step *s)
{
	AN(s->name && s->label && s->perm && s->to < k->n_states);
	AN(!(s->flags & STEP_NEW) || s->to >= 0);
	for (int i = 0; s->fields && s->fields[i]; i++) {
		const struct field *f = kind_field(k, str_of(s->fields[i]));
		AN(f && !(f->flags & F_COMPUTED));
	}
}

void kind_audit(const struct kinds *all)
{
	for (int i = 0; i < all->n; i++) {
		const struct kind *k = all->at[i];
		AN(k->name && k->label && k->table && k->n_states > 0 && k->n_states <= 31);
		AN(k->read_perm && k->scope_units && k->row_size >= sizeof(struct rec_head));
		AN(kind_find(all, str_of(k->name)) == k);
		for (int f = 0; f < k->n_fields; f++)
			audit_field(k, &k->fields[f]);
		for (int s = 0; s < k->n_steps; s++)
			audit_step(k, &k->steps[s]);
	}
}
