/* The Windows build has no server, and no certificate. */
#include "serve/certificate.h"

bool
wc_certificate_ends(const char *cert, int64_t *ret_ends)
{
	(void)cert;
	(void)ret_ends;
	return false;
}
