// ASAH_ASSERT: for what can only be our own mistake. On in release: says where, then aborts, so
// that the supervisor restarts the program and the sitting resumes from the store.
#pragma once

#include <cstdio>
#include <cstdlib>

// The printed words are the condition's source text, never a value: no answer can leak.
#define ASAH_ASSERT(condition)                                                                  \
    do {                                                                                        \
        if (!(condition)) [[unlikely]] {                                                        \
            std::fprintf(stderr, "asah: assert %s at %s:%d\n", #condition, __FILE__, __LINE__); \
            std::abort();                                                                       \
        }                                                                                       \
    } while (false)
