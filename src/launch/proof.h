/* Proving which isolation a running container has. */
#ifndef WC_LAUNCH_PROOF_H
#define WC_LAUNCH_PROOF_H

#include "base/arena.h"
#include "model/proof.h"

/*
 * Compares the engine's word with the processes of its host (NULL: they could not be seen). Under process isolation the
 * container's processes are among the host's, by the same ids; under Hyper-V isolation none is, and vmcompute.exe has a
 * vmwp.exe for its virtual machine, whose memory is a vmmem's. Source: MicrosoftDocs/Virtualization-Documentation,
 * virtualization/windowscontainers/manage-containers/hyperv-container.md. Pure; owned by `arena`.
 */
struct wc_proof wc_proof_make(wc_arena *arena, const struct wc_container *container, const struct wc_processes *host);

#endif
