/* lang.h — the two languages of the interface. Chinese is the source; the words are locale.h's. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

enum lang { LANG_ZH, LANG_EN };

#endif
