// How deep brackets are nested, before a parser sees the text: the parser we use builds and tears
// down what it reads level by level, so that a megabyte of brackets costs seconds.
#pragma once

#include <string_view>

namespace asah {

inline constexpr int kJsonDepthMax = 32;  // our own documents nest about ten deep

/// Whether brackets outside of strings are nested deeper than kJsonDepthMax. Says nothing else
/// about the text.  Cost: one pass, and none beyond the bracket that is too deep.
bool is_json_too_deep(std::string_view text);

}  // namespace asah
