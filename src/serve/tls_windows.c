/* The Windows build has no server, and no certificate. */
#include "serve/tls.h"

bool
wc_tls_certificate_ends(const char *cert, int64_t *ret_ends)
{
	(void)cert;
	(void)ret_ends;
	return false;
}
