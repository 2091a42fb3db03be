/* Waiting for what a supervisor says to a program that goes on running. */
#ifndef WC_IO_SIGNALS_H
#define WC_IO_SIGNALS_H

/* What was said. END: SIGTERM, SIGINT; on Windows Ctrl-C, Ctrl-Break, the console closes, the system ends. RELOAD: SIGHUP; nothing on Windows. */
enum wc_signal { WC_SIGNAL_NONE, WC_SIGNAL_END, WC_SIGNAL_RELOAD };

/* From now on signals wait until they are asked for, in every thread that begins later; a peer that goes away raises none. */
void wc_signals_hold(void);

/* Waits at most `milliseconds` for one that was held; WC_SIGNAL_NONE where none came. */
enum wc_signal wc_signals_wait(unsigned milliseconds);

#endif
