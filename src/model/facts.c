/* The fact vocabulary: from enumeration to name. */
#include "model/facts.h"

static const char *const names[] = {
#define FACT(id, name) name,
#include "model/facts.def"
#undef FACT
};

const char *
wc_fact_name(enum wc_fact fact)
{
	return fact < WC_FACT_COUNT ? names[fact] : "?";
}
