/* libpq.c — see libpq.h. */
#include "store/libpq.h"

#include "base/bug.h"
#include "sys/lib.h"

bool libpq_open(struct libpq *q)
{
	static const struct lib_sym syms[] = {
		LIB_SYM(struct libpq, PQclear),
		LIB_SYM(struct libpq, PQcmdStatus),
		LIB_SYM(struct libpq, PQcmdTuples),
		LIB_SYM(struct libpq, PQconnectdbParams),
		LIB_SYM(struct libpq, PQerrorMessage),
		LIB_SYM(struct libpq, PQexec),
		LIB_SYM(struct libpq, PQexecPrepared),
		LIB_SYM(struct libpq, PQfinish),
		LIB_SYM(struct libpq, PQfreemem),
		LIB_SYM(struct libpq, PQgetisnull),
		LIB_SYM(struct libpq, PQgetlength),
		LIB_SYM(struct libpq, PQgetvalue),
		LIB_SYM(struct libpq, PQnfields),
		LIB_SYM(struct libpq, PQntuples),
		LIB_SYM(struct libpq, PQprepare),
		LIB_SYM(struct libpq, PQresultErrorField),
		LIB_SYM(struct libpq, PQresultStatus),
		LIB_SYM(struct libpq, PQsetNoticeProcessor),
		LIB_SYM(struct libpq, PQstatus),
		LIB_SYM(struct libpq, PQtransactionStatus),
		LIB_SYM(struct libpq, PQunescapeBytea),
	};
	return lib_open("libpq.so.5", syms, NELEM(syms), q);
}
